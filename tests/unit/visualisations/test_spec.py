"""Requests for a map: what is understood, and what is refused in Dutch."""

from __future__ import annotations

from typing import Any

import pytest

from visualisations import MapSpec, WrongMap


def test_words_for_a_kind_in_both_languages_are_understood():
    assert MapSpec("regio", kinds=("organisaties", "Arrangement", "organisation")).kinds == ("organisation", "arrangement")


def test_codes_and_labels_are_understood():
    spec = MapSpec("verwijspaden", phases=("Extra ondersteuning", "zoa", "onbekend"), statuses=("beoogd",))
    assert spec.phases == ("EXTRA_ONDERSTEUNING", "ZOA", "")
    assert spec.statuses == ("BEOOGD",)


@pytest.mark.parametrize(("options", "message"), [
    ({"view": "rego"}, r"rego is geen kaart\. Bedoelt u regio\?"),
    ({"view": "organisatie", "focus": ("x",), "depth": 4}, "De diepte is 1, 2 of 3, niet 4"),
    ({"limit": 5}, "van 10 tot en met 20000"),
    ({"view": "profiel", "profile": "p", "area": "g", "age": 40}, "van 0 tot en met 27"),
    ({"kinds": ("organisatiess",)}, "Bedoelt u organisaties"),
    ({"statuses": ("bevestigt",)}, "Bedoelt u BEVESTIGD"),
    ({"view": "profiel", "profile": "p"}, "heeft een gebied nodig"),
    ({"view": "profiel"}, "heeft een profiel en een gebied nodig"),
    ({"view": "lacune"}, "heeft de id van een lacune nodig"),
    ({"view": "organisatie"}, "heeft de id nodig"),
    ({"view": "gebieden", "profile": "p"}, "De kaart gebieden doet niets met profiel. Laat profiel weg."),
    ({"view": "regio", "focus": ("x",)}, "De kaart regio doet niets met een gekozen gegeven. Laat een gekozen gegeven weg."),
    ({"view": "regio", "age": 12}, "Een leeftijd hoort bij een profiel"),
])
def test_wrong_requests_get_a_dutch_sentence(options: dict[str, Any], message: str):
    with pytest.raises(WrongMap, match=message):
        MapSpec(**options)
