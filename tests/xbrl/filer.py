"""Company facts and filings made for a test, with everything it does not care about filled in."""

import json

CAPEX = "PaymentsToAcquirePropertyPlantAndEquipment"
CIK = 320193  # Apple's, in the catalogue


def row(start: str | None, end: str, val: object, filed: str, **changes: object) -> dict:
    """One row as SEC serves it. The accession follows from the filing day."""
    year, month, day = filed.split("-")
    served = {"start": start, "end": end, "val": val, "accn": f"0000320193-{year[2:]}-00{month}{day}"}
    served |= {"fy": 2024, "fp": "FY", "form": "10-K", "filed": filed, "frame": "CY2024"} | changes
    return {key: value for key, value in served.items() if key != "start" or value is not None}


def company_facts(
    rows: list[dict], concept: str = CAPEX, unit: str = "USD", taxonomy: str = "us-gaap", **changes: object
) -> bytes:
    """A document with one concept's rows, as SEC serves it."""
    concepts = {concept: {"label": "Payments", "description": "…", "units": {unit: rows}}}
    document = {"cik": CIK, "entityName": "Apple Inc.", "facts": {"dei": {}, taxonomy: concepts}} | changes
    return json.dumps(document).encode()


FILING = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:dei="http://xbrl.sec.gov/dei/2024"
 xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:aapl="http://www.apple.com/20240928"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"><body>
<ix:header><ix:hidden>
 <ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="year">0000320193</ix:nonNumeric>
 <ix:nonNumeric name="dei:EntityRegistrantName" contextRef="year">Apple Inc.</ix:nonNumeric>
 <ix:nonNumeric name="dei:DocumentType" contextRef="year">10-K</ix:nonNumeric>
 <ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="year">September 28, 2024</ix:nonNumeric>
</ix:hidden><ix:resources>
 <xbrli:context id="year"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000320193</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:startDate>2023-10-01</xbrli:startDate><xbrli:endDate>2024-09-28</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:context id="before"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000320193</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:startDate>2022-09-25</xbrli:startDate><xbrli:endDate>2023-09-30</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:context id="segment"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000320193</xbrli:identifier>
  <xbrli:segment>
   <xbrldi:explicitMember dimension="us-gaap:StatementBusinessSegmentsAxis">aapl:Cloud</xbrldi:explicitMember>
  </xbrli:segment></xbrli:entity><xbrli:period><xbrli:startDate>2023-10-01</xbrli:startDate><xbrli:endDate>2024-09-28</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
 <xbrli:unit id="per"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
  <xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header>
<p>{}</p></body></html>"""


def tag(text: str, name: str = f"us-gaap:{CAPEX}", context: str = "year", **attributes: str) -> str:
    """One tagged number, in millions unless changed."""
    given = {"unitRef": "usd", "scale": "6", "decimals": "-6", "format": "ixt:num-dot-decimal"} | attributes
    listed = " ".join(f'{key.replace("_", ":")}="{value}"' for key, value in given.items() if value)
    return f'<ix:nonFraction name="{name}" contextRef="{context}" {listed}>{text}</ix:nonFraction>'


def filing(*tags: str) -> bytes:
    """An inline XBRL document of the fiscal year to 28 September 2024."""
    return FILING.replace("{}", "".join(tags)).encode()
