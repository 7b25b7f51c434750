"""One module per subcommand of `capex`."""
