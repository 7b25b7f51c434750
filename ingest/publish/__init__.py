"""What people open: the published database, reports, page and workbook."""
