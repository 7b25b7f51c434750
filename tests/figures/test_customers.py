"""Who pays under a contract: the customer, whichever of the two is named first."""

import pytest

from ingest.figures.extract import figures_of

CONTRACTS = [
    ("en", "CoreWeave signed a $14.2 billion contract with Meta for AI cloud capacity.", "meta"),
    ("en", "Meta signed a $14.2 billion contract with CoreWeave for AI cloud capacity.", "meta"),
    ("en", "Oracle won a $300 billion cloud computing contract from OpenAI.", "openai"),
    ("fr", "CoreWeave a signé avec Meta un contrat de 14,2 milliards de dollars pour de la puissance de calcul.", "meta"),
    ("es", "Oracle firmó con OpenAI un contrato de nube de 300.000 millones de dólares.", "openai"),
    ("ko", "오라클은 오픈AI와 3000억달러 규모의 클라우드 계약을 맺었다.", "openai"),
    ("ja", "コアウィーブはメタと142億ドルのクラウド契約を結んだ。", "meta"),
    ("zh", "甲骨文与OpenAI签订3000亿美元的云计算合同。", "openai"),
]


@pytest.mark.parametrize(("language", "text", "customer"), CONTRACTS)
def test_the_customer_pays(language, text, customer):
    assert [figure.company for figure in figures_of(text, language=language)] == [customer]


def test_own_building_is_no_contract():
    text = "CoreWeave will spend $6 billion on a data center in Pennsylvania that it leases to OpenAI."
    assert [figure.company for figure in figures_of(text, language="en")] == ["coreweave"]
