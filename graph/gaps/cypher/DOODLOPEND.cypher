// DOODLOPEND: vanuit welke zorg of situatie leidt geen verwijspad naar onderwijs?
// Een rij is een actief arrangement waar zorg voorop staat, of een situatie. De verwijspaden die gebruikt kunnen worden leiden van daar
// nergens naar een voorziening waar onderwijs voorop staat of even zwaar telt.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        ONBEKEND als er een voorziening te bereiken is waarvan niet is ingevuld wat voorop staat, anders BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// arrangement   de naam
// leidt_naar    wat er van daar te bereiken is
//
// Gaat uit van de gegevens die nu in de database staan. Zonder verwijspaden, of zonder voorliggend, zegt deze regel niets.
// Zonder status is een arrangement ACTIEF en een verwijspad GEBRUIKELIJK.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (a:Arrangement)
WHERE (a.soort = 'SITUATIE' OR a.voorliggend = 'ZORG') AND coalesce(a.status, 'ACTIEF') = 'ACTIEF'
  AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
  AND EXISTS { ()-[:REFERS_TO]->() } AND EXISTS { (b:Arrangement) WHERE b.voorliggend IS NOT NULL }
// Van elk arrangement dat te bereiken is het kortste pad: daarmee wordt geen kring doorzocht.
OPTIONAL MATCH ANY SHORTEST (a) (
  ()-[v:REFERS_TO WHERE coalesce(v.status, 'GEBRUIKELIJK') IN ['FORMEEL_AFGESPROKEN', 'GEBRUIKELIJK', 'INCIDENTEEL']
    AND coalesce(v.geldig_van, '') <= $datum AND coalesce(v.geldig_tot, '') + '~' >= $datum]->
  (b WHERE coalesce(b.status, 'ACTIEF') = 'ACTIEF'
    AND coalesce(b.geldig_van, '') <= $datum AND coalesce(b.geldig_tot, '') + '~' >= $datum)
)+ (naar)
WITH a, naar ORDER BY naar.naam
WITH a, collect(naar) AS bereikt
WHERE none(b IN bereikt WHERE b.soort <> 'SITUATIE' AND coalesce(b.voorliggend, '') IN ['ONDERWIJS', 'GELIJK'])
RETURN 'DOODLOPEND|arrangement=' + a.id AS bevinding,
       CASE WHEN any(b IN bereikt WHERE b.soort <> 'SITUATIE' AND b.voorliggend IS NULL) THEN 'ONBEKEND' ELSE 'BEVESTIGD' END AS status,
       [] AS leeftijden, a.naam AS arrangement, [b IN bereikt | b.naam] AS leidt_naar
ORDER BY bevinding
