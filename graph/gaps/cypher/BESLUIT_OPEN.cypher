// BESLUIT_OPEN: over welke agendapunten had al besloten moeten zijn?
// Een rij is een agendapunt waarvan de datum voorbij is en de conclusie nog volgt, of dat is vastgesteld in een overleg dat met algemene
// stemmen besluit terwijl de instemming van een lid ontbreekt.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// onderwerp, datum, overleg, conclusie  van het agendapunt
// zonder_instemming  de leden van het overleg die niet bij de voorstemmers staan
//
// Gaat uit van de gegevens die nu in de database staan. Een agendapunt zonder conclusie telt als VOLGT.
// Datums zijn tekst en soms onvolledig. Met '~' achter '2026-08' telt bij vergelijken de laatste dag van die maand.

MATCH (a:AgendaItem)-[:ON_AGENDA_OF]->(o:Meeting)
WITH a, o, coalesce(a.conclusie, 'VOLGT') AS conclusie,
     COLLECT {
       MATCH (lid:Organisation)-[:MEMBER_OF]->(o) WHERE NOT EXISTS { (a)-[:SUPPORTED_BY]->(lid) } RETURN lid.naam ORDER BY lid.naam
     } AS zonder
WHERE conclusie = 'VOLGT' AND a.datum + '~' < $datum
   OR conclusie = 'AKKOORD' AND a.doel = 'VASTSTELLEN' AND o.besluitregel = 'UNANIMITEIT' AND size(zonder) > 0
RETURN 'BESLUIT_OPEN|agenda=' + a.id AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       a.onderwerp AS onderwerp, a.datum AS datum, o.naam AS overleg, conclusie, zonder AS zonder_instemming
ORDER BY bevinding
