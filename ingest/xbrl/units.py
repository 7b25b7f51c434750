"""Which XBRL units are money.

Trap avoided: a number taken for money because of its concept. `USD/shares`, `shares`, `pure` and private units are not
amounts; only ISO 4217 codes are (those in use, and those withdrawn since company facts begin in 2009).
"""

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP
    CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK
    MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
    VEF VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMK ZMW ZWG ZWL
"""
ISO_CURRENCIES = frozenset(_CODES.split())


def currency(unit: str) -> str | None:
    """ISO 4217 code of an XBRL unit (`USD`, `iso4217:USD`), or None when it is not money."""
    code = unit.rpartition(":")[2].upper()
    return code if code in ISO_CURRENCIES else None
