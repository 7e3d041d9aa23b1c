"""The guard at the door: numbers, addresses and telephone numbers of persons are refused.

This tool holds no persons. `person_data` looks at one text and says what kind of personal data stands in it; it never
returns the data themselves, so that no message or log can repeat them.
"""

from __future__ import annotations

import re

BSN = "BSN"
PRIVATE_MAIL = "PRIVE_MAIL"
MOBILE = "MOBIEL_NUMMER"

MESSAGES = {
    BSN: "Hier staat een nummer dat een burgerservicenummer (BSN) kan zijn. Dekkend bewaart geen gegevens van personen. "
         "Haal het nummer weg. Is het een RSIN van een organisatie? Zet het dan in de kolom codes als RSIN:nummer.",
    PRIVATE_MAIL: "Hier staat een e-mailadres dat van een persoon lijkt. Dekkend bewaart geen gegevens van personen. "
                  "Gebruik een functioneel adres, zoals info@ of toegang@.",
    MOBILE: "Hier staat een mobiel telefoonnummer. Dekkend bewaart geen gegevens van personen. "
            "Haal het nummer weg of gebruik een functioneel e-mailadres.",
}

_NINE_DIGITS = re.compile(r"(?:(?<![^\W_])|(?<=bsn))\d{9}(?![^\W_])", re.IGNORECASE)
# Starts only where an address can start, so that a long text without one is passed over once.
_MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?<!\w)(?<!\d[.,])(?:(?:\+|00)31[\s.\-]*(?:\(0\)[\s.\-]*)?6|\(?06\)?)(?:[\s.\-]*\d){8}(?!\w)")
# One cheap look over a whole row: only where this hits are the cells examined one by one.
_SUSPECT = re.compile(r"@|\d{9}|\(?0\)?6|31[\s.\-(0)]*6")

_PRIVATE_DOMAINS = frozenset("""
gmail.com googlemail.com hotmail.com hotmail.nl live.nl live.com outlook.com outlook.nl msn.com icloud.com me.com mac.com
yahoo.com yahoo.nl ziggo.nl kpnmail.nl kpnplanet.nl planet.nl xs4all.nl home.nl hetnet.nl casema.nl chello.nl upcmail.nl
telfort.nl tele2.nl quicknet.nl zonnet.nl online.nl caiway.nl solcon.nl zeelandnet.nl freeler.nl wanadoo.nl tiscali.nl
proton.me protonmail.com gmx.com gmx.net aol.com
""".split())

_ROLE_WORDS = frozenset("""
info toegang leerplicht leerrecht leerlingzaken secretariaat administratie contact jeugd jeugdhulp jeugdteam team zorg
onderwijs directie directeur bestuur bestuurssecretariaat school loket balie receptie aanmelden aanmelding aanmeldingen
wachtlijst plaatsing advies helpdesk support service servicedesk communicatie beleid inkoop contracten financien finance
privacy fg avg klachten vragen post mail office algemeen gemeente regio swv po vo rmc rbl ggd jgz isk oza zoa cjg wmo
doorstroompunt samenwerkingsverband ondersteuning steunpunt expertise kdc noreply no reply data api webmaster meldpunt
thuiszitters verzuim verwijzers verwijzing intake planning coordinatie coordinator procesregie regie sociaal domein wijk
wijkteam bureau centrum praktijk groep locatie kantoor afdeling
""".split())

_NAMES = frozenset("""
jan piet kees henk anna maria johan peter hans erik mark marco martijn bas tim tom thomas lars sander jeroen dennis rob
robert ruud wim willem gerard gert frank frans paul karin linda petra monique esther ingrid marieke marjan anja sandra
saskia wendy ellen els ria sophie emma lisa eva julia sanne lotte anne annemarie femke iris nina noor fatima mohammed
mohamed ahmed ali youssef hassan ibrahim mehmet murat ayse david daniel michael richard ronald edwin patrick stefan
jansen janssen devries vries dejong jong bakker visser smit meijer meyer deboer boer mulder degroot groot bos vos peters
hendriks vandijk dijk vandenberg berg vanleeuwen leeuwen dekker brouwer dewit wit dijkstra smits degraaf graaf vandermeer
meer vanderlinden linden kok jacobs dehaan haan vermeulen vandenheuvel heuvel vanderveen veen schouten willems huisman
""".split())


# The last part of a compound: jeugdloket, kernteam, leerlingzaken.
_ROLE_ENDINGS = ("loket", "team", "punt", "zaken", "verband", "bureau", "centrum", "onderwijs", "ondersteuning", "hulp", "zorg")


def passes_elfproef(digits: str) -> bool:
    """Whether nine digits pass the test that every BSN passes."""
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:8])) - int(digits[8])
    return total % 11 == 0 and digits != "000000000"


def suspicious(text: str) -> bool:
    """A quick first look: False means that `person_data` certainly finds nothing."""
    return _SUSPECT.search(text) is not None


def person_data(text: str, *, identifiers: bool = False) -> str | None:
    """The kind of personal data in a text (a key of MESSAGES), or None.

    `identifiers` is for the column `codes`, where a number after `RSIN:` belongs to an organisation.
    """
    for match in _NINE_DIGITS.finditer(text):
        before, after = text[: match.start()], text[match.end():]
        if re.search(r"(?<!\d)\d{1,3}[.,]$", before) or re.match(r"[.,]\d{1,3}(?!\d)", after):
            continue  # part of a decimal number, such as a coordinate
        if identifiers and re.search(r"RSIN\s*:\s*$", before, re.IGNORECASE):
            continue
        if passes_elfproef(match.group()):
            return BSN
    for match in _MAIL.finditer(text):
        if _personal_address(match.group()):
            return PRIVATE_MAIL
    return MOBILE if _MOBILE.search(text) else None


def _personal_address(address: str) -> bool:
    local, _, domain = address.casefold().rpartition("@")
    if domain in _PRIVATE_DOMAINS:
        return True
    words = [word for word in re.split(r"[^a-zà-ÿ]+", local) if word]
    if any(word in _ROLE_WORDS or word.endswith(_ROLE_ENDINGS) for word in words):
        return False
    if len(words) > 1:
        # First name and surname, or initials and surname; a department says what it does with a role word.
        return True
    return bool(words) and (words[0] in _NAMES or words[0][1:] in _NAMES)
