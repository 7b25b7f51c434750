"""Feeds of newsrooms: entries, their pages, and what goes wrong with them."""

from datetime import date

import pytest

from ingest.politeness import FetchError
from ingest.sources import feeds, pages
from ingest.sources.sidecar import Stated
from tests.servers import site as faults

SINCE, TODAY = date(2026, 1, 1), date(2026, 8, 1)
STORY = f"<html><body><article><p>{'The group will invest $12 billion in data centers. ' * 6}</p></article></body></html>"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><link>https://example.com</link>
{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{link}</link>{date}</item>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>Atom entry</title><link rel="alternate" href="../news/a.html"/><id>urn:1</id>
<published>2026-07-30T23:30:00-07:00</published><updated>2026-08-01T00:00:00Z</updated></entry></feed>"""


def rss(*items):
    return RSS.format(items="".join(items))


def item(title, link, day=None):
    return ITEM.format(title=title, link=link, date=f"<pubDate>{day}</pubDate>" if day else "")


@pytest.fixture
def company(filer_company, site):
    return filer_company(feeds=(f"{site.url}/feed/",))


def test_each_new_entry_brings_its_page_with_day_title_and_company(http, store, site, company):
    site.add("/feed/", rss(item("Capex plan", "/news/1.html", "Thu, 30 Jul 2026 23:30:00 -0700")), "application/rss+xml")
    url = site.add("/news/1.html", "<html>The company will spend $12 billion on data centers.</html>")
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert [obj.kind for obj in result.fetched] == ["feed", "announcement"]
    page = result.fetched[1]
    assert page.model_dump(include={"url", "title", "published_on", "company_id", "source"}) == {
        "url": url,
        "title": "Capex plan",
        "published_on": date(2026, 7, 30),
        "company_id": "example_semiconductor",
        "source": "feeds",
    }
    assert b"$12 billion" in store.get(page.sha256)


def test_seen_entries_are_not_asked_for_again(http, site, company):
    site.add("/feed/", rss(item("One", "/news/1")), "application/rss+xml")
    site.add("/news/1", "one", validators=False)
    site.add("/news/2", "two")
    feeds.collect(http, [company], SINCE, TODAY)
    site.add("/feed/", rss(item("Two", "/news/2"), item("One", "/news/1")), "application/rss+xml")
    second = feeds.collect(http, [company], SINCE, TODAY)
    third = feeds.collect(http, [company], SINCE, TODAY)
    assert [obj.url.removeprefix(site.url) for obj in second.fetched] == ["/feed/", "/news/2"]
    assert third.fetched == []
    assert site.paths(200) == ["/feed/", "/news/1", "/feed/", "/news/2"]
    assert site.paths(304) == ["/feed/"]


def test_what_a_broken_entry_costs_is_itself(http, site, company):
    site.add(
        "/feed/",
        rss(
            item("Image", "/chart.png"),
            item("Gone", "/gone"),
            item("No link", ""),
            item("Mail", "mailto:press@example.com"),
            item("Late", "/late", "yesterday evening"),
            item("Fine", "/fine"),
        ),
        "application/rss+xml",
    )
    site.add("/chart.png", b"\x89PNG", "image/png")
    site.add("/late", "late")
    site.add("/fine", "fine")
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert [obj.title for obj in result.fetched[1:]] == ["Late", "Fine"]
    assert result.fetched[1].published_on is None
    reasons = [problem.reason for problem in result.problems]
    assert len(reasons) == 4
    for reason, part in zip(
        reasons, ["image/png where text/html", "HTTP 404", "'No link' has no link", "not a web address"], strict=True
    ):
        assert part in reason


@pytest.mark.parametrize(
    "feed",
    [
        rss(item("Cut & paste", "/fine")).replace("</channel></rss>", "<item><title>torn"),
        '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Bad \x01 byte</title><link>/fine</link></item>',
        rss(item("Undeclared &nbsp; entity", "/fine")),
    ],
    ids=["torn", "control character", "entity"],
)
def test_broken_xml_gives_what_can_be_read(http, site, company, feed):
    site.add("/feed/", feed, "text/xml")
    site.add("/fine", "fine")
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert f"{site.url}/fine" in [obj.url for obj in result.fetched]


@pytest.mark.parametrize("body", ["<html><body>Subscribe!</body></html>", "no feed at all", '{"items": []}'])
def test_what_is_no_feed_is_named_and_not_kept(http, store, site, company, body):
    site.add("/feed/", body, "text/html")
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert len(result.problems) == 1
    assert "neither RSS nor Atom" in result.problems[0].reason
    assert store.objects() == []


def test_a_feed_without_entries_is_a_feed(http, site, company):
    site.add("/feed/", rss(), "application/xml")
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert (len(result.fetched), result.problems) == (1, [])


def test_one_dead_feed_costs_no_other(http, site, filer_company):
    site.always["/dead"] = faults.status(503)
    site.add("/feed/", rss(item("Fine", "/fine")), "application/rss+xml")
    site.add("/fine", "fine")
    dead = filer_company(slug="dead", name="Dead", feeds=(f"{site.url}/dead",))
    result = feeds.collect(http, [dead, filer_company(feeds=(f"{site.url}/feed/",))], SINCE, TODAY)
    assert result.by_company() == {
        "dead": {"fetched": 0, "unchanged": 0, "failed": 1},
        "example_semiconductor": {"fetched": 2, "unchanged": 0, "failed": 0},
    }


def test_old_entries_stay_out_and_undated_ones_come_in(http, site, company):
    old, new = "Wed, 31 Dec 2025 10:00:00 GMT", "Thu, 01 Jan 2026 10:00:00 GMT"
    site.add("/feed/", rss(item("Old", "/old", old), item("New", "/new", new), item("Undated", "/undated")), "text/xml")
    for path in ("/old", "/new", "/undated"):
        site.add(path, path)
    result = feeds.collect(http, [company], SINCE, TODAY)
    assert [obj.title for obj in result.fetched[1:]] == ["New", "Undated"]
    assert "/old" not in site.paths()


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Thu, 30 Jul 2026 23:30:00 -0700", date(2026, 7, 30)),
        ("2026-07-30T23:30:00-07:00", date(2026, 7, 30)),
        ("2026-07-30T01:00:00Z", date(2026, 7, 30)),
        ("2026-07-30", date(2026, 7, 30)),
        ("30 Jul 2026 09:00 GMT", date(2026, 7, 30)),
        ("Fri, 30 Jul 2027 09:00:00 GMT", None),
        ("31.31.2026", None),
        ("", None),
    ],
)
def test_days_are_the_stated_ones(stated, day):
    found = feeds.entries(rss(item("x", "/x", stated)).encode(), "https://example.com/feed", TODAY)
    assert [entry.published_on for entry in found] == [day]


def test_atom_links_resolve_against_the_feed_and_published_beats_updated():
    found = feeds.entries(ATOM.encode(), "https://example.com/rss/feed.xml", TODAY)
    assert found == [feeds.Entry("Atom entry", "https://example.com/news/a.html", date(2026, 7, 30))]


def test_text_that_names_a_file_or_address_is_not_opened(tmp_path, site):
    secret = tmp_path / "feed.xml"
    secret.write_text(ATOM)
    for text in (str(secret), f"{site.url}/feed.xml"):
        with pytest.raises(ValueError, match="neither RSS nor Atom"):
            feeds.entries(text.encode(), "https://example.com", TODAY)
    assert site.requests == []


def test_a_page_the_user_names_is_asked_for_each_time(http, site):
    url = site.add("/news/1", STORY)
    assert pages.add(http, url, Stated())[1]
    assert not pages.add(http, url, Stated())[1]
    site.add("/news/1", STORY.replace("12", "13"))
    assert pages.add(http, url, Stated())[1]
    assert [seen.status for seen in site.requests] == [200, 304, 200]


def test_what_the_user_states_counts_for_an_unchanged_page_too(http, store, site):
    url = site.add("/news/1", STORY)
    pages.add(http, url, Stated())
    obj, is_new = pages.add(http, url, Stated(published=date(2026, 7, 30), company="nvidia"))
    assert (is_new, obj.published_on, obj.company_id, obj.source_url) == (True, date(2026, 7, 30), "nvidia", url)
    assert store.objects() == [obj]


def test_a_page_without_text_is_not_kept(http, store, site):
    url = site.add("/app", "<html><body><script>render()</script></body></html>")
    with pytest.raises(FetchError, match=r"unusable content .*no text"):
        pages.add(http, url, Stated())
    assert store.objects() == []
