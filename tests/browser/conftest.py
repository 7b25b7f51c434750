"""One Chromium for all tests in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser; without Chromium the test is skipped and says so."""
    if chromium.EXECUTABLE is None:
        pytest.skip("no chromium on the path (apt-get install chromium)")
    with chromium.launched() as started:
        yield started
