// SIGNAAL_ONGEBONDEN: waar komen signalen vandaan die nog op geen enkele lijst staan?
// Een rij is een profiel in een gebied waarover twee of meer organisaties het laatste jaar samen genoeg signalen gaven, terwijl er bij de
// lacunes van de regio niets over staat.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', gebiedssoort: null, profielen: null, gebieden: null, min_signalen: 3}
// datum         de peildatum, als jjjj-mm-dd
// gebiedssoort  de soort gebieden waar het over gaat, zoals 'GEMEENTE' of 'PC4';
//               null: de gemeenten of, als er geen gemeenten zijn, alle bladgebieden
// profielen     alleen deze profielen: een lijst van id's; null: alle profielen
// gebieden      alleen deze gebieden: een lijst van id's; null: alle gebieden
// min_signalen  hoeveel signalen er ten minste moeten zijn
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// profiel, gebied  de namen
// signalen      hoeveel het er zijn
// organisaties  wie ze gaven
//
// Gaat uit van de gegevens die nu in de database staan.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

// [gebieden] De gebieden waar het over gaat. Een bladgebied is een actief gebied zonder actief deelgebied, en elk gebied
// bestaat uit zijn bladgebieden. `raakt`: elk gebied h dat daar een of meer van heeft; is `deel` null, dan heeft h ze allemaal.
CALL () {
  MATCH (a:Area {soort: 'GEMEENTE'})
  WHERE coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
  RETURN count(a) > 0 AS gemeenten
}
MATCH (g:Area)
WHERE ($gebieden IS NULL OR g.id IN $gebieden) AND coalesce(g.geldig_van, '') <= $datum AND coalesce(g.geldig_tot, '') + '~' >= $datum
  AND (g.soort = coalesce($gebiedssoort, 'GEMEENTE')
       OR $gebiedssoort IS NULL AND NOT gemeenten AND NOT EXISTS {
         (d)-[:PART_OF]->(g) WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum
       })
CALL (g) {
  MATCH (g) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
  WHERE NOT EXISTS {
    (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
  }
  RETURN collect(DISTINCT blad) AS bladen
}
CALL (bladen) {
  UNWIND bladen AS blad
  MATCH (blad) (()-[:PART_OF]->(b WHERE coalesce(b.geldig_van, '') <= $datum AND coalesce(b.geldig_tot, '') + '~' >= $datum))* (h)
  WITH bladen, h, collect(DISTINCT blad) AS deel
  RETURN collect({gebied: h, deel: CASE WHEN size(deel) < size(bladen) THEN deel END}) AS raakt
}
WITH collect({gebied: g, bladen: bladen, raakt: raakt}) AS gebieden

// [selectie] De signalen van het laatste jaar over een profiel en een actief gebied h dat in zijn geheel in g ligt.
MATCH (p:Profile)<-[:ABOUT]-(s:Signal)-[:ABOUT]->(h:Area)
WHERE ($profielen IS NULL OR p.id IN $profielen) AND s.datum <= $datum AND s.datum > toString(date($datum) - duration({months: 12}))
  AND coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum
WITH gebieden, p, h, collect(s) AS signalen
CALL (h) {
  MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
  WHERE NOT EXISTS {
    (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
  }
  RETURN collect(DISTINCT blad) AS delen
}
UNWIND gebieden AS x
WITH p, x, delen, signalen
WHERE all(blad IN delen WHERE blad IN x.bladen)
UNWIND signalen AS s
OPTIONAL MATCH (s)-[:GIVEN_BY]->(o:Organisation)
WITH p, x, count(s) AS signalen, collect(DISTINCT o) AS organisaties
// Een profiel met eigen gebieden komt alleen voor waar die een bladgebied van g hebben.
WITH p, x.gebied AS g, x.raakt AS raakt, signalen, organisaties, COLLECT { MATCH (p)-[:LIVES_IN]->(h) RETURN h } AS woont
WHERE signalen >= $min_signalen AND size(organisaties) > 1 AND (woont = [] OR any(hier IN raakt WHERE hier.gebied IN woont))
  AND NOT EXISTS {
    MATCH (l:GapCase)
    WHERE 'profiel=' + p.id IN tail(split(l.bevinding, '|')) AND 'gebied=' + g.id IN tail(split(l.bevinding, '|'))
  }

// [uitkomst]
RETURN 'SIGNAAL_ONGEBONDEN|profiel=' + p.id + '|gebied=' + g.id AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       p.naam AS profiel, g.naam AS gebied, signalen,
       COLLECT { UNWIND organisaties AS o RETURN o.naam AS naam ORDER BY naam } AS organisaties
ORDER BY bevinding
