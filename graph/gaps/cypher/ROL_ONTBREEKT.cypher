// ROL_ONTBREEKT: bij welke voorzieningen is niet bekend wie uitvoert, betaalt of regie heeft?
// Een rij is een voorziening waarvan voor een van deze drie rollen niets bekend is.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarde aan:
//   :params {datum: '2026-11-22'}
// datum         de peildatum, als jjjj-mm-dd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// arrangement   de naam van de voorziening
// ontbreekt     de rol: UITVOERING, FINANCIERING of REGIE
// wel_bekend    welke rollen organisaties hier wel hebben
//
// Gaat uit van de gegevens die nu in de database staan. Is nergens een aanbieder, rol of financiering ingevuld, dan zegt deze regel niets.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

MATCH (a:Arrangement)
WHERE a.soort <> 'SITUATIE' AND coalesce(a.status, 'ACTIEF') = 'ACTIEF'
  AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
  AND (EXISTS { ()-[:PROVIDES]->() } OR EXISTS { (:Responsibility) } OR EXISTS { (:Funding) })
WITH a, COLLECT {
  MATCH (v:Responsibility)-[:FOR]->(a)
  WHERE coalesce(v.geldig_van, '') <= $datum AND coalesce(v.geldig_tot, '') + '~' >= $datum
  RETURN DISTINCT v.rol AS rol ORDER BY rol
} AS rollen
// Geld dat is aangevraagd of niet gedekt is, telt niet als betaald.
UNWIND [
  CASE WHEN NOT 'UITVOERING' IN rollen AND NOT EXISTS { (:Organisation)-[:PROVIDES]->(a) } THEN 'UITVOERING' END,
  CASE WHEN NOT 'FINANCIERING' IN rollen AND NOT EXISTS {
    MATCH (f:Funding)-[:FUNDS]->(a)
    WHERE NOT f.status IN ['ONGEDEKT', 'AANVRAAG']
      AND coalesce(f.geldig_van, '') <= $datum AND coalesce(f.geldig_tot, '') + '~' >= $datum
  } THEN 'FINANCIERING' END,
  CASE WHEN none(rol IN rollen WHERE rol = 'WETTELIJK' OR rol STARTS WITH 'REGIE_') THEN 'REGIE' END
] AS ontbreekt
WITH a, rollen, ontbreekt WHERE ontbreekt IS NOT NULL
RETURN 'ROL_ONTBREEKT|arrangement=' + a.id + '|rol=' + ontbreekt AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       a.naam AS arrangement, ontbreekt, rollen AS wel_bekend
ORDER BY bevinding
