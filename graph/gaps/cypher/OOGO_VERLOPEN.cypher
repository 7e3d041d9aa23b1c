// OOGO_VERLOPEN: welke gemeenten en samenwerkingsverbanden hadden de laatste vier jaar geen overeenstemming in een OOGO?
// Een rij is een gemeente en een samenwerkingsverband die in hetzelfde gebied werken. Een OOGO van die twee heeft vier jaar lang niets met
// akkoord afgesloten, of er is geen OOGO van die twee bekend.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        BEVESTIGD als beide lid zijn van hetzelfde OOGO, anders ONBEKEND
// leeftijden    leeg: deze regel gaat niet over leeftijden
// gemeente, samenwerkingsverband  de namen
// oogo          de OOGO's waar beide lid van zijn
// laatste       de datum van het laatste akkoord daarin (null: geen)
//
// Gaat uit van de gegevens die nu in de database staan. Is van geen overleg een lid ingevuld, dan zegt deze regel niets.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (o:Organisation)
WHERE o.soort IN ['GEMEENTE', 'SWV_PO', 'SWV_VO'] AND EXISTS { ()-[:MEMBER_OF]->() }
  AND coalesce(o.geldig_van, '') <= $datum AND coalesce(o.geldig_tot, '') + '~' >= $datum
// De bladgebieden waar de organisatie werkt: actieve gebieden zonder actief deelgebied.
CALL (o) {
  MATCH (o)-[:SERVES]->(h:Area)
  WHERE coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum
  MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
  RETURN blad
  UNION
  WITH o WHERE o.gebieden = 'alle'
  MATCH (blad:Area)
  WHERE coalesce(blad.geldig_van, '') <= $datum AND coalesce(blad.geldig_tot, '') + '~' >= $datum
  RETURN blad
}
WITH o, blad
WHERE NOT EXISTS {
  (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
}
WITH blad, collect(o) AS hier
UNWIND [o IN hier WHERE o.soort = 'GEMEENTE'] AS gemeente
UNWIND [o IN hier WHERE o.soort <> 'GEMEENTE'] AS swv
WITH DISTINCT gemeente, swv
WITH gemeente, swv, COLLECT {
  MATCH (gemeente)-[:MEMBER_OF]->(oogo:Meeting {soort: 'OOGO'})<-[:MEMBER_OF]-(swv) RETURN oogo ORDER BY oogo.naam
} AS samen
WITH gemeente, swv, samen, COLLECT {
  MATCH (i:AgendaItem)-[:ON_AGENDA_OF]->(oogo)
  WHERE oogo IN samen AND i.conclusie IN ['AKKOORD', 'AKKOORD_MET_WIJZIGING'] AND i.datum <= $datum
  RETURN i.datum AS datum ORDER BY datum DESC LIMIT 1
}[0] AS laatste
WHERE laatste IS NULL OR laatste <= toString(date($datum) - duration({months: 48}))
RETURN 'OOGO_VERLOPEN|gemeente=' + gemeente.id + '|swv=' + swv.id AS bevinding,
       CASE WHEN size(samen) > 0 THEN 'BEVESTIGD' ELSE 'ONBEKEND' END AS status, [] AS leeftijden,
       gemeente.naam AS gemeente, swv.naam AS samenwerkingsverband, [oogo IN samen | oogo.naam] AS oogo, laatste
ORDER BY bevinding
