// AFSPRAAK_OPEN: welke afspraken hebben geen eigenaar of datum, of zijn te laat?
// Een rij is een afspraak die nog openstaat of loopt en waar iets aan ontbreekt.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// omschrijving, deadline, eigenaar  van de afspraak (null: niet ingevuld)
//
// Gaat uit van de gegevens die nu in de database staan. Een afspraak zonder status staat open.
// Datums zijn tekst en soms onvolledig. Met '~' achter '2026-08' telt bij vergelijken de laatste dag van die maand.

MATCH (a:Agreement)
WHERE coalesce(a.status, 'OPEN') IN ['OPEN', 'LOOPT']
OPTIONAL MATCH (a)-[:OWNED_BY]->(eigenaar:Organisation)
WITH a, eigenaar
WHERE eigenaar IS NULL OR a.deadline IS NULL OR a.deadline + '~' < $datum
RETURN 'AFSPRAAK_OPEN|afspraak=' + a.id AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       a.omschrijving AS omschrijving, a.deadline AS deadline, eigenaar.naam AS eigenaar
ORDER BY bevinding
