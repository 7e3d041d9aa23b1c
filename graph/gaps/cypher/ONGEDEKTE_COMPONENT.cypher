// ONGEDEKTE_COMPONENT: welk onderdeel van een voorziening betaalt niemand?
// Een rij is een onderdeel dat als ongedekt in de financiering staat zonder ander geld ervoor, of het onderwijs of de zorg van een
// onderwijs-zorgarrangement waar de financiering niets over zegt.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        BEVESTIGD als het onderdeel als ongedekt is ingevuld, VERMOED als er niets over is ingevuld
// leeftijden    leeg: deze regel gaat niet over leeftijden
// arrangement   de naam van de voorziening
// component     het onderdeel
// ingevuld      wat er over geld staat: onderdeel en status
//
// Gaat uit van de gegevens die nu in de database staan. Over een voorziening zonder geldende financiering zegt deze regel niets.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (a:Arrangement)
WHERE a.soort <> 'SITUATIE' AND coalesce(a.status, 'ACTIEF') = 'ACTIEF'
  AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
MATCH (f:Funding)-[:FUNDS]->(a)
WHERE coalesce(f.geldig_van, '') <= $datum AND coalesce(f.geldig_tot, '') + '~' >= $datum
WITH a, f ORDER BY f.component, f.status
WITH a, collect(f) AS geld
CALL (a, geld) {
  UNWIND geld AS f
  WITH f.component AS component, collect(f.status) AS statussen
  WHERE 'ONGEDEKT' IN statussen AND all(status IN statussen WHERE status IN ['ONGEDEKT', 'AANVRAAG'])
  RETURN component, 'BEVESTIGD' AS status
  UNION ALL
  UNWIND ['ONDERWIJS', 'ZORG'] AS component
  WITH a, geld, component
  WHERE a.soort IN ['OZA', 'ZOA', 'OZA_EXPERIMENT'] AND none(f IN geld WHERE f.component = component)
  RETURN component, 'VERMOED' AS status
}
RETURN 'ONGEDEKTE_COMPONENT|arrangement=' + a.id + '|component=' + component AS bevinding, status, [] AS leeftijden,
       a.naam AS arrangement, component, [f IN geld | f.component + ': ' + f.status] AS ingevuld
ORDER BY bevinding
