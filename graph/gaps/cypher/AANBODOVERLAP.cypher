// AANBODOVERLAP: welke voorzieningen van verschillende aanbieders doen bijna hetzelfde?
// Een rij is een paar voorzieningen die bijna steeds bij dezelfde profielen, in dezelfde bladgebieden en op dezelfde leeftijden zeker
// passen.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', min_overlap: 0.8}
// datum         de peildatum, als jjjj-mm-dd
// min_overlap   welk deel ten minste hetzelfde moet zijn, boven 0 en hoogstens 1
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// een, ander    de voorzieningen, met hun aanbieder
// allebei       hoeveel combinaties van profiel, bladgebied en leeftijd bij allebei passen
// een_van_beide  hoeveel er bij ten minste een van de twee passen
//
// Gaat uit van de gegevens die nu in de database staan. Een lege cel is onbekend, en past dus niet zeker.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

// [voorzieningen] Elke voorziening met een aanbieder en bekende leeftijden: in welke bladgebieden zij er is, en bij wie zij zeker past.
CALL () {
  MATCH (a:Area)
  WHERE coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum AND NOT EXISTS {
    (onder)-[:PART_OF]->(a) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
  }
  RETURN collect(a) AS alle
}
MATCH (o:Organisation)-[:PROVIDES]->(r:Arrangement)
WHERE r.soort <> 'SITUATIE' AND coalesce(r.status, 'ACTIEF') = 'ACTIEF' AND coalesce(r.instroom, '') <> 'GESTOPT'
  AND coalesce(r.geldig_van, '') <= $datum AND coalesce(r.geldig_tot, '') + '~' >= $datum
  AND r.leeftijd_van IS NOT NULL AND r.leeftijd_tot IS NOT NULL
WITH alle, o, r, coalesce(toIntegerOrNull(r.leeftijd_van), 0) AS van, coalesce(toIntegerOrNull(r.leeftijd_tot), 99) AS tot
CALL (alle, r) {
  UNWIND CASE WHEN r.gebieden = 'alle' THEN alle ELSE [] END AS blad
  RETURN blad
  UNION
  MATCH (r)-[:SERVES]->(h WHERE coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum)
  MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
  WHERE NOT EXISTS {
    (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
  }
  RETURN blad
}
WITH o, r, van, tot, collect(blad) AS bladen
CALL (r, van, tot) {
  // Alles wat het profiel vraagt is ingevuld, zelf of iets waar het onder valt; niets ervan, ook geen onderdeel, is uitgesloten.
  MATCH (p:Profile)
  WHERE p.leeftijd_van <= tot AND van <= p.leeftijd_tot
    AND NOT EXISTS { MATCH (p)-[:NEEDS]->(v) WHERE NOT EXISTS { (v)-[:BROADER]->*()<-[:ADMITS]-(r) } }
    AND NOT EXISTS { (r)-[:EXCLUDES]->()-[:BROADER]->*()<-[:NEEDS]-(p) }
    AND NOT EXISTS { (r)-[:EXCLUDES]->()<-[:BROADER]-*()<-[:NEEDS]-(p) }
  RETURN collect({
    profiel: p, van: CASE WHEN van > p.leeftijd_van THEN van ELSE p.leeftijd_van END,
    tot: CASE WHEN tot < p.leeftijd_tot THEN tot ELSE p.leeftijd_tot END
  }) AS passend
}
WITH o, r, bladen, passend, size(bladen) * reduce(som = 0, k IN passend | som + k.tot - k.van + 1) AS omvang
WHERE omvang > 0
WITH collect({aanbieder: o, voorziening: r, bladen: bladen, passend: passend, omvang: omvang}) AS voorzieningen

// [selectie] Per paar de leeftijden van profielen die bij allebei passen, maal de bladgebieden waar allebei er zijn.
CALL (voorzieningen) {
  UNWIND range(0, size(voorzieningen) - 1) AS nummer
  UNWIND voorzieningen[nummer].passend AS k
  WITH k.profiel AS p, collect(k {.van, .tot, nummer: nummer}) AS passend
  UNWIND passend AS k
  UNWIND passend AS l
  WITH k.nummer AS een, l.nummer AS ander, CASE WHEN k.van > l.van THEN k.van ELSE l.van END AS van,
       CASE WHEN k.tot < l.tot THEN k.tot ELSE l.tot END AS tot
  WHERE een <> ander AND van <= tot
  RETURN een, ander, sum(tot - van + 1) AS leeftijden
}
WITH voorzieningen[een] AS een, voorzieningen[ander] AS ander, leeftijden
WHERE een.voorziening.id < ander.voorziening.id AND een.aanbieder <> ander.aanbieder
WITH een, ander, leeftijden * size([blad IN een.bladen WHERE blad IN ander.bladen]) AS allebei
WITH een, ander, allebei, een.omvang + ander.omvang - allebei AS een_van_beide
WHERE toFloat(allebei) / een_van_beide >= $min_overlap

// [uitkomst]
RETURN 'AANBODOVERLAP|arrangementen=' + een.voorziening.id + '+' + ander.voorziening.id AS bevinding, 'BEVESTIGD' AS status,
       [] AS leeftijden, een.voorziening.naam + ' (' + een.aanbieder.naam + ')' AS een,
       ander.voorziening.naam + ' (' + ander.aanbieder.naam + ')' AS ander, allebei, een_van_beide
ORDER BY bevinding
