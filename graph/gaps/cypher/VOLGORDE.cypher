// VOLGORDE: welke agendapunten staan eerder dan wat eraan vooraf hoort te gaan?
// Een rij is een agendapunt dat zeker eerder valt dan een punt waar het op volgt (kolom volgt_na).
//
// Deze vraag heeft geen parameters.
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// onderwerp, datum  van het agendapunt
// hoort_eerst   de punten die eraan vooraf horen te gaan en later vallen
//
// Gaat uit van de gegevens die nu in de database staan.
// Datums zijn tekst en soms onvolledig. '2026-08' telt bij vergelijken als de eerste dag van die maand, met '~' erachter als de laatste.

MATCH (a:AgendaItem)-[:FOLLOWS]->(eerst:AgendaItem)
WHERE a.datum + '~' < eerst.datum
WITH a, eerst ORDER BY eerst.datum
RETURN 'VOLGORDE|agenda=' + a.id AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       a.onderwerp AS onderwerp, a.datum AS datum, collect(eerst.onderwerp + ' (' + eerst.datum + ')') AS hoort_eerst
ORDER BY bevinding
