// VEROUDERD: welke gegevens zijn ouder dan een jaar of nooit bevestigd?
// Een rij is een voorziening, of een verwijspad dat gebruikt kan worden, die het laatste jaar niet is bevestigd.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        BEVESTIGD als er een datum staat die te oud is, ONBEKEND als er geen datum is ingevuld
// leeftijden    leeg: deze regel gaat niet over leeftijden
// naam          van de voorziening, of van de twee uiteinden van het verwijspad
// bevestigd_op  de datum (null: niet ingevuld)
//
// Gaat uit van de gegevens die nu in de database staan. Is bevestigd_op nergens ingevuld, dan zegt deze regel niets.
// Zonder status is een arrangement ACTIEF en een verwijspad GEBRUIKELIJK.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (a:Arrangement)
WHERE coalesce(a.status, 'ACTIEF') = 'ACTIEF' AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
WITH collect(a) AS actief
CALL (actief) {
  UNWIND actief AS a
  WITH a WHERE a.soort <> 'SITUATIE'
  RETURN 'arrangement:' + a.id AS record, a.bevestigd_op AS bevestigd_op, a.naam AS naam
  UNION ALL
  MATCH (van:Arrangement)-[v:REFERS_TO]->(naar:Arrangement)
  WHERE van IN actief AND naar IN actief AND coalesce(v.status, 'GEBRUIKELIJK') IN ['FORMEEL_AFGESPROKEN', 'GEBRUIKELIJK', 'INCIDENTEEL']
    AND coalesce(v.geldig_van, '') <= $datum AND coalesce(v.geldig_tot, '') + '~' >= $datum
  RETURN 'verwijspad:' + v.id AS record, v.bevestigd_op AS bevestigd_op, van.naam + ' naar ' + naar.naam AS naam
}
WITH *
WHERE (bevestigd_op IS NULL OR bevestigd_op <= toString(date($datum) - duration({months: 12})))
  AND (EXISTS { (a:Arrangement) WHERE a.bevestigd_op IS NOT NULL } OR EXISTS { ()-[v:REFERS_TO]->() WHERE v.bevestigd_op IS NOT NULL })
// In een bevinding staan %, |, = en + van een id gecodeerd: zij scheiden daar de delen.
RETURN 'VEROUDERD|record=' + replace(replace(replace(replace(record, '%', '%25'), '|', '%7C'), '=', '%3D'), '+', '%2B') AS bevinding,
       CASE WHEN bevestigd_op IS NULL THEN 'ONBEKEND' ELSE 'BEVESTIGD' END AS status, [] AS leeftijden, naam, bevestigd_op
ORDER BY bevinding
