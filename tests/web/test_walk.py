"""A year walked in a real browser by each role, without JavaScript; every page and state is tried by axe on the way.

For each day of the story the server is started again, with its clock there. Pictures of every page are kept in the
folder named by DAGMAR_SCREENSHOTS, where it is set.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from web.browsing import CHROMIUM, FLAGS, Portal

REGION = "region-12"
PEOPLE = {
    "officer": "kammarkollegiet:programme-officer",
    "decider": "kammarkollegiet:decision-maker",
    "payer": "kammarkollegiet:payer",
    "assessor": "kammarkollegiet:assessor",
    "auditor": "kammarkollegiet:auditor",
    "controller": f"{REGION}:controller",
    "cfo": f"{REGION}:cfo",
    "signatory": f"{REGION}:signatory",
    "administrator": f"{REGION}:administrator",
    "neighbour": "region-13:controller",
}
CASES = ("2017-0010", "2017-0031")


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    home = tmp_path_factory.mktemp("portal")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        portal = Portal(home, browser)
        portal.clock("2017-01-20T12:00:00")
        portal.dagmar("migrate")
        for person, role in PEOPLE.items():
            portal.dagmar(
                "admin", "person", person, "--name", f"{person.title()} Exempel", "--role", role, "--from", "2016-01-01"
            )
        portal.dagmar("admin", "approve", "professionsmiljarden-2017", "--year", "2017", "--as", "officer")
        yield portal
        portal.stop()
        browser.close()


@pytest.mark.slow
def test_a_year_is_walked_by_each_role(portal):
    case, other = CASES
    portal.at("2017-11-14T09:00:00")
    login = portal.browser.new_context().new_page()
    login.goto(f"{portal.base}/arenden/")
    assert "/logga-in/" in login.url

    # The controller fills in one paper for both cases; a mistake is told at its field, and nothing typed is lost.
    visit = portal.person("controller")
    visit.go("/").says("Fyll i rekvisitionen").sound("day")
    visit.go(f"/arenden/{case}/").says("86 718 574 kr", "Fyll i rekvisitionen").sound("case-to-requisition")
    visit.go(f"/arenden/{case}/gor/draft-requisition/").sound("draft-requisition")
    visit.fill(fields_contact="Cia Exempel", fields_address="Box 1, 291 00 Exempelstad", fields_phone="044-12 34 56",
               fields_email="ekonomi@skane.example", fields_agreement_number="S2017/00001/FS",
               fields_decision_number="S2017/00002/FS", fields_account="5052-5782")  # fmt: skip
    visit.page.locator(f'[name="requested-{case}"]').fill("86 718 574,5")
    visit.send().says("Inget är sparat än", "86 718 574,5").sound("draft-requisition-faults")
    assert visit.page.locator('[name="fields-contact"]').input_value() == "Cia Exempel"
    visit.page.locator(f'[name="requested-{case}"]').fill("86 718 574")
    visit.fill(fields_account="5052-5781").send().says("Rekvisition ifylld")
    visit.leave()

    visit = portal.person("signatory", "en")
    visit.go("/").says("Sign the requisition").sound("day")
    visit.go(f"/arenden/{case}/gor/sign-requisition/").says("86 718 574", "39 718 431").sound("sign-requisition")
    visit.send().says("2017/00001").sound("case-requisitioned")
    visit.go(f"/arenden/{other}/").says("Requisition arrived").leave()

    # The neighbour sees nothing, on no page.
    visit = portal.person("neighbour")
    for path in (
        f"/arenden/{case}/",
        f"/arenden/{case}/varfor/",
        f"/arenden/{case}/kvitto.json",
        f"/arenden/{case}/gor/pay/",
    ):
        visit.go(path, 404)
    visit.sound("not-found")
    visit.leave()

    # Three persons at the state, by rounds.
    portal.at("2017-12-05T10:00:00")
    visit = portal.person("officer")
    visit.go("/").sound("day")
    visit.go("/omgangar/").sound("rounds")
    visit.go("/omgangar/professionsmiljarden-2017/2017/bered/").says("126 437 005 kr").sound("round-prepare")
    visit.send().says("Beredda").sound("round-prepared")
    visit.go(f"/arenden/{case}/").says("berett").leave()
    visit = portal.person("decider")
    visit.go("/omgangar/professionsmiljarden-2017/2017/besluta/").sound("round-decide")
    visit.send().leave()
    visit = portal.person("payer", "en")
    visit.go("/omgangar/professionsmiljarden-2017/2017/betala/").sound("round-pay")
    visit.send()
    visit.go(f"/arenden/{case}/").says("Paid 86 718 574 kr").sound("case-paid").leave()

    # The statement: controller, CFO by alternative 2, another person signs.
    portal.at("2018-03-19T10:00:00")
    visit = portal.person("controller")
    visit.go(f"/arenden/{case}/gor/draft-statement/").sound("draft-statement")
    for number, amount in ((case, "82 310 246"), (other, "39 718 431")):
        visit.page.locator(f'[name="cost-label-{number}-0"]').fill("Löner, projekt och införande")
        visit.page.locator(f'[name="cost-amount-{number}-0"]').fill(amount)
    visit.send().says("4 408 328")
    visit.go(f"/arenden/{case}/gor/submit-statement/").sound("submit-statement")
    visit.send().says("väntar på intygande").leave()
    visit = portal.person("cfo")
    visit.go("/").says("Granska och intyga redovisningen").sound("day")
    visit.go(f"/arenden/{case}/gor/attest-statement/").sound("attest-statement")
    assert not visit.page.locator('[name="deviations"]').is_visible()
    visit.tick("#alternative-1").send().says("Inget är sparat än").sound("attest-statement-faults")
    visit.tick("#alternative-2")
    assert visit.page.locator('[name="deviations"]').is_visible()
    visit.fill(deviations="En faktura på 212 400 kr avser januari 2018.", measures="Den bokas om till 2018.")
    visit.tick('[name="ticked"][value="booked"]').send().says("alternativ 2").sound("case-attested")
    visit.leave()
    visit = portal.person("signatory")
    visit.go(f"/arenden/{case}/gor/sign-statement/").says("Alternativ 2").sound("sign-statement")
    visit.send().says("Redovisning inkommen").leave()

    # Assessed, demanded, repaid.
    portal.at("2018-04-10T10:00:00")
    visit = portal.person("assessor")
    visit.go("/").sound("day")
    for number in CASES:
        visit.go(f"/arenden/{number}/gor/accept-statement/")
        visit.sound("accept-statement").send()
    visit.go(f"/arenden/{case}/").says("4 408 328 kr").sound("case-demanded").leave()
    visit = portal.person("payer")
    visit.go(f"/arenden/{case}/gor/receive-repayment/").sound("receive-repayment")
    visit.fill(amount="4 408 328", reference="BG 180410").send().says("Avslutat").sound("case-settled").leave()

    # Who only looks: why, agreement, ledger, lists.
    visit = portal.person("auditor")
    visit.go("/").sound("day")
    visit.go(f"/arenden/{case}/varfor/").says("Varför får Region Skåne 86 718 574 kr?", "13,24 procent").sound("why")
    visit.go("/overenskommelser/").sound("agreements")
    visit.go("/overenskommelser/professionsmiljarden-2017/").says("976 000 000 kr").sound("agreement")
    visit.go("/arenden/?lage=settled").says("Region Skåne").sound("cases")
    visit.go("/huvudbok/").says("Huvudbok").sound("ledger")
    visit.leave()
    visit = portal.person("administrator", "en")
    visit.go("/").sound("day")
    visit.go(f"/arenden/{case}/").says("Settled").leave()
    portal.dagmar("verify")
    print(f"axe: {portal.axed} pages and states, 0 violations")


@pytest.mark.slow
def test_a_requisition_a_day_late_is_registered_and_refused_on_the_page(portal):
    late = ("late-signatory", "--name", "Sen Exempel", "--role", "region-13:signatory", "--from", "2016-01-01")
    portal.dagmar("admin", "person", *late)
    portal.at("2017-12-02T09:00:00")
    visit = portal.person("neighbour")
    visit.go("/arenden/")
    number = visit.page.locator("main table a").first.get_attribute("href").strip("/").split("/")[-1]
    visit.go(f"/arenden/{number}/gor/draft-requisition/")
    visit.fill(fields_contact="N", fields_address="Box 2", fields_phone="035-12 34 56",
               fields_email="n@halland.example", fields_agreement_number="S2017/00001/FS",
               fields_decision_number="S2017/00002/FS",
               fields_account="5052-5781").send()  # fmt: skip
    visit.leave()
    visit = portal.person("late-signatory")
    visit.go(f"/arenden/{number}/gor/sign-requisition/").send()
    visit.says("avvisad", "förfall").sound("case-lapsed").leave()
