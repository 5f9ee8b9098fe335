"""Published figures are read as printed; what was not printed is not made up."""

from decimal import Decimal

import pytest

from desktop.demo.published import published, published_figures


def test_figures_are_read_as_they_were_printed() -> None:
    assert published("custody_hcp_60min_response", year="2021/22") == Decimal("94.6")
    assert published("arrestees_seen_proportion", year="2021/22") == Decimal("35.2")
    assert published("street_triage_s136_avoided", year="2021/22", area="North") == Decimal(84)


def test_every_published_figure_is_there() -> None:
    assert len(published_figures()) == 96


def test_a_threshold_that_was_never_printed_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        published("custody_hcp_60min_response_threshold", year="2021/22")


def test_two_thousand_and_forty_one_people_are_the_published_share_of_their_referrals() -> None:
    entered = published("mh_referral_entry_to_service_count", year="2021/22")
    share = published("mh_referral_entry_to_service", year="2021/22")

    assert round(entered * 100 / share) == 5501
