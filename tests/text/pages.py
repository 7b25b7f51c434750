"""Noisy web pages for tests, worded for this project: a story amid navigation, consent banners and other stories."""

NAVIGATION = """<header><nav><ul><li><a href="/">Home</a></li><li><a href="/markets">Markets</a></li>
<li><a href="/tech">Tech</a></li><li><a href="/login">Sign in</a></li></ul></nav></header>
<div id="cookie-consent" class="cookie-banner" role="dialog">
<p>We use 423 cookies and our 1,211 partners store data worth $5 billion.</p>
<button>Accept all</button></div>"""
RELATED = """<aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Initech to pump $99 billion into chips</a></li>
<li><a href="/b">Why 5 billion people scroll</a></li></ul></aside>
<footer><p>&copy; 2026 Example Media. All rights reserved. Phone +1 555 0100.</p><a href="/privacy">Privacy</a></footer>
<script>window.data = {"amount": "$77 billion"};</script>"""


def page(story: str, head: str = "", lang: str = "en", charset: str = "utf-8") -> bytes:
    """A whole page around a story, in the charset that it declares."""
    source = f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="{charset}">{head}
<style>.x {{ color: red }}</style></head><body>{NAVIGATION}<main><article>{story}</article></main>{RELATED}</body></html>"""
    return source.encode(charset)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ENGLISH = "<h1>Acme lifts its spending plan</h1>" + paragraphs(
    "Acme raised its forecast for capital expenditures in 2026 to between $66 billion and $72 billion on Wednesday, saying that "
    "demand for its cloud services again ran ahead of what its data centers can deliver.",
    "It had spent $37.3 billion in the year before. <b>Servers</b> take the largest part, its finance chief told analysts, "
    "and the rest goes into buildings and networks.",
    "Shares of the company fell 3% after the bell, as investors weighed the bill against growth in advertising and cloud.",
)
CASH_FLOW = """<table><tr><td></td><td></td><td colspan="7">Three Months Ended</td></tr>
<tr><td></td><td></td><td colspan="3">June 30,</td><td></td><td colspan="3">June 30,</td></tr>
<tr><td>(In millions)</td><td></td><td colspan="3">2025</td><td></td><td colspan="3">2024</td></tr>
<tr><td>Net income<sup>(1)</sup></td><td></td><td>$</td><td>3,100</td><td></td><td></td><td>$</td><td>2,900</td><td></td></tr>
<tr><td>Purchases of property and equipment</td><td></td>
<td></td><td>(1,234</td><td>)</td><td></td><td></td><td>(987</td><td>)</td></tr>
<tr><td>Change in receivables</td><td></td><td></td><td>—</td><td></td><td></td><td></td><td>12</td><td></td></tr></table>"""
GERMAN = "<h1>Acme steckt mehr Geld in Rechenzentren</h1>" + paragraphs(
    "Der Softwarekonzern Acme will im laufenden Jahr rund 3,2 Milliarden Euro in neue Rechenzentren investieren, wie er "
    "am Donnerstag in Walldorf mitteilte. Bisher waren 2,5 Mrd. Euro vorgesehen.",
    "Die Größe des Vorhabens überrascht Fachleute. „Wir bauen für die nächsten zehn Jahre“, sagte der Vorstandschef und verwies "
    "auf die hohe Nachfrage aus der Industrie.",
)
CHINESE = "<h1>甲公司上调全年资本开支</h1>" + paragraphs(
    "甲公司周三公布的财报显示，第二季度资本开支为386.76亿元，同比增长220%，主要用于采购服务器和扩建数据中心。管理层在电话会上表示，"
    "未来三年将投入3800亿元建设云计算和人工智能基础设施。",
    "分析人士指出，芯片供应仍是最大的不确定因素。公司表示将继续与多家供应商合作，并在必要时进一步增加投入，以满足客户快速增长的需求。",
)
TRADITIONAL = "<h1>甲公司調高全年資本支出</h1>" + paragraphs(
    "甲公司週四舉行法說會，宣布今年資本支出介於520億至560億美元之間，高於去年的409億美元，其中約七成用於先進製程，其餘投入先進封裝與光罩。",
    "公司表示，客戶對人工智慧晶片的需求持續強勁，產能仍然供不應求。分析師認為，這項計畫將帶動整個供應鏈的成長，設備商可望受惠。",
)
JAPANESE = "<h1>甲社、データセンターに1兆円を投資</h1>" + paragraphs(
    "甲社は13日、北海道に人工知能向けのデータセンターを建設すると発表した。投資額は約1兆6,000億円で、2028年の稼働を目指す。"
    "同社は今期の設備投資額を従来計画の9,000億円から引き上げる。",
    "需要の急増に対応するため、電力会社と長期の契約を結んだ。社長は「供給能力を一気に高める」と述べ、追加の投資にも前向きな姿勢を示した。",
)
KOREAN = "<h1>갑사, 올해 시설투자 47조원</h1>" + paragraphs(
    "갑사는 올해 시설투자에 47조4천억원을 집행할 계획이라고 30일 밝혔다. 반도체 부문에 40조9천억원, 디스플레이에 3조3천억원을 "
    "투입한다. 회사는 인공지능 수요에 대응하기 위해 생산능력을 확대한다고 설명했다.",
    "증권가에서는 내년에도 투자가 늘어날 것으로 보고 있다. 회사 관계자는 시장 상황을 보면서 유연하게 대응하겠다고 말했다.",
)
