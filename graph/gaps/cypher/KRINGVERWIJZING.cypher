// KRINGVERWIJZING: waar verwijst men naar elkaar zonder dat iemand een vrije plek heeft?
// Een rij is een groep arrangementen die langs toeleiding, doorstroom of overdracht alleen naar elkaar verwijzen, terwijl bij geen ervan
// zeker een plek vrij is.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        BEVESTIGD als er zeker nergens een plek vrij is, anders VERMOED
// leeftijden    leeg: deze regel gaat niet over leeftijden
// arrangementen  de namen
//
// Gaat uit van de gegevens die nu in de database staan. Lege plekken of bezette plekken zijn onbekend: nul of meer.
// Zonder status is een arrangement ACTIEF en een verwijspad GEBRUIKELIJK.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (a:Arrangement)
WHERE coalesce(a.status, 'ACTIEF') = 'ACTIEF'
  AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
// Van elk arrangement dat te bereiken is het kortste pad: daarmee wordt geen kring doorzocht.
MATCH ANY SHORTEST (a) (
  ()-[v:REFERS_TO WHERE v.richting IN ['TOELEIDING', 'DOORSTROOM', 'OVERDRACHT']
    AND coalesce(v.status, 'GEBRUIKELIJK') IN ['FORMEEL_AFGESPROKEN', 'GEBRUIKELIJK', 'INCIDENTEEL']
    AND coalesce(v.geldig_van, '') <= $datum AND coalesce(v.geldig_tot, '') + '~' >= $datum]->
  (b WHERE coalesce(b.status, 'ACTIEF') = 'ACTIEF'
    AND coalesce(b.geldig_van, '') <= $datum AND coalesce(b.geldig_tot, '') + '~' >= $datum)
)+ (naar)
WITH a, naar ORDER BY naar.id
WITH a, collect(naar) AS bereikt
// Bereikt ieder van een groep precies die groep, dan gaat er niets uit en komt iedereen overal.
WHERE a IN bereikt
WITH bereikt AS kring, count(a) AS leden
WHERE leden > 1 AND leden = size(kring)
WITH kring, [b IN kring WHERE b.soort <> 'SITUATIE'] AS voorzieningen
WHERE none(b IN voorzieningen WHERE b.bezet_max IS NOT NULL AND coalesce(b.plekken_min, 0) > b.bezet_max)
RETURN 'KRINGVERWIJZING|arrangementen=' + reduce(ids = kring[0].id, b IN tail(kring) | ids + '+' + b.id) AS bevinding,
       CASE WHEN all(b IN voorzieningen WHERE b.plekken_max IS NOT NULL AND b.plekken_max <= coalesce(b.bezet_min, 0))
            THEN 'BEVESTIGD' ELSE 'VERMOED' END AS status,
       [] AS leeftijden, [b IN kring | b.naam] AS arrangementen
ORDER BY bevinding
