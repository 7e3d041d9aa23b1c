// WACHTTIJD: waar is alleen aanbod met een te lange wachttijd?
// Een rij is een profiel waarvoor in heel een gebied een of meer voorzieningen passen, maar geen ervan met een bekende wachttijd binnen
// de norm.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', gebiedssoort: null, profielen: null, gebieden: null, norm_weken: 13}
// datum         de peildatum, als jjjj-mm-dd
// gebiedssoort  de soort gebieden waar het over gaat, zoals 'GEMEENTE' of 'PC4';
//               null: de gemeenten of, als er geen gemeenten zijn, alle bladgebieden
// profielen     alleen deze profielen: een lijst van id's; null: alle profielen
// gebieden      alleen deze gebieden: een lijst van id's; null: alle gebieden
// norm_weken    de langste wachttijd, in weken, die nog binnen de norm is
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        BEVESTIGD als op die leeftijden alle wachttijden bekend zijn, anders ONBEKEND
// leeftijden    de leeftijden waarop niets binnen de norm bekend is
// profiel, gebied  de namen
// wachttijden   de voorzieningen die passen, met hun wachttijd
//
// Gaat uit van de gegevens die nu in de database staan. Is nergens een wachttijd ingevuld, dan zegt deze regel niets.
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

// [aanbod] Elke voorziening bij elk profiel waarvoor zij niet zeker ongeschikt is, en waar.
CALL (gebieden) {
  CALL (gebieden) {
    MATCH (p:Profile)
    WHERE $profielen IS NULL OR p.id IN $profielen
    WITH p, COUNT { (p)-[:NEEDS]->() } AS nodig
    CALL (p, nodig) {
      // Een gevraagde waarde v wordt bediend als zij zelf is ingevuld of iets waar zij onder valt. `alle` wijst naar de top van de as,
      // waar alles onder valt; wie de as leeg laat heeft daar UNKNOWN_ON. Is alleen een onderdeel van v ingevuld, dan is het onbekend.
      CALL (p) {
        MATCH (p)-[:NEEDS]->(v:Concept)-[:BROADER]->*()<-[t:ADMITS|UNKNOWN_ON]-(r:Arrangement)
        RETURN v, r, type(t) = 'ADMITS' AS ja
        UNION ALL
        MATCH (p)-[:NEEDS]->(v:Concept)<-[:BROADER]-+()<-[:ADMITS]-(r:Arrangement)
        RETURN v, r, false AS ja
      }
      // Alles wat het profiel vraagt moet kunnen.
      WITH p, nodig, r, count(DISTINCT v) AS kan, count(DISTINCT CASE WHEN ja THEN v END) AS zeker
      WHERE kan = nodig
      // sluit_uit: wie v of iets daarboven uitsluit bedient v zeker niet, wie een onderdeel uitsluit misschien niet.
      WITH p, nodig, r, zeker
      WHERE NOT EXISTS { (r)-[:EXCLUDES]->()<-[:BROADER]-*()<-[:NEEDS]-(p) }
      RETURN r, zeker = nodig AND NOT EXISTS { (r)-[:EXCLUDES]->()-[:BROADER]->+()<-[:NEEDS]-(p) } AS ja
      UNION ALL
      WITH nodig WHERE nodig = 0
      MATCH (r:Arrangement)
      RETURN r, true AS ja
    }
    WITH p, r, ja
    WHERE r.soort <> 'SITUATIE' AND coalesce(r.status, 'ACTIEF') = 'ACTIEF' AND coalesce(r.instroom, '') <> 'GESTOPT'
      AND coalesce(r.geldig_van, '') <= $datum AND coalesce(r.geldig_tot, '') + '~' >= $datum
    WITH p, r, ja AND r.leeftijd_van IS NOT NULL AND r.leeftijd_tot IS NOT NULL AS ja,
         coalesce(toIntegerOrNull(r.leeftijd_van), 0) AS van, coalesce(toIntegerOrNull(r.leeftijd_tot), 99) AS tot
    WHERE van <= p.leeftijd_tot AND p.leeftijd_van <= tot
    // Wie geen gebieden noemt, krijgt h null: dat is overal.
    OPTIONAL MATCH (r)-[:SERVES]->(h)
    RETURN h, null AS hier, {
      profiel: p, voorziening: r, van: van, tot: tot, zeker: ja AND (h IS NOT NULL OR r.gebieden IS NOT NULL)
    } AS k
    UNION ALL
    UNWIND gebieden AS x
    UNWIND x.raakt + [{gebied: null, deel: null}] AS hier
    RETURN hier.gebied AS h, {gebied: x.gebied, deel: hier.deel} AS hier, null AS k
  }
  // Door te groeperen komt alles wat hetzelfde gebied h noemt bij elkaar.
  WITH h, collect(hier) AS delen, collect(k) AS passend
  UNWIND passend AS k
  UNWIND delen AS hier
  RETURN k.profiel AS p, hier.gebied AS g, k {.voorziening, .van, .tot, .zeker, bladen: hier.deel} AS k, null AS bladen
  UNION ALL
  // Elk profiel in elk gebied waar het voorkomt, ook als er niets past. Een profiel zonder eigen gebieden komt overal voor.
  MATCH (p:Profile)
  WHERE $profielen IS NULL OR p.id IN $profielen
  OPTIONAL MATCH (p)-[:LIVES_IN]->(h)
  WITH gebieden, p, collect(h) AS woont
  UNWIND gebieden AS x
  WITH p, x, woont, [hier IN x.raakt WHERE hier.gebied IN woont] AS delen
  WITH p, x.gebied AS g, CASE
    WHEN woont = [] OR any(hier IN delen WHERE hier.deel IS NULL) THEN x.bladen
    ELSE [blad IN x.bladen WHERE any(hier IN delen WHERE blad IN hier.deel)]
  END AS bladen
  WHERE size(bladen) > 0
  RETURN p, g, null AS k, bladen
}
WITH p, g, collect(k) AS aanbod, head(collect(bladen)) AS bladen
WHERE bladen IS NOT NULL

// [overal] Wat op een leeftijd zeker past in heel het gebied. Van een voorziening is er een k per gebied dat zij noemt; zijn daarvan
// de `bladen` null, dan is dat heel g.
CALL (bladen, aanbod) {
  UNWIND aanbod AS k
  WITH bladen, k
  WHERE k.zeker
  WITH bladen, k.voorziening AS r, k.van AS van, k.tot AS tot, collect(k.bladen) AS delen, count(*) AS keer
  WHERE size(delen) < keer OR all(blad IN bladen WHERE any(deel IN delen WHERE blad IN deel))
  RETURN collect({voorziening: r, van: van, tot: tot}) AS overal
}
UNWIND range(p.leeftijd_van, p.leeftijd_tot) AS leeftijd
WITH p, g, bladen, leeftijd, [k IN overal WHERE k.van <= leeftijd AND leeftijd <= k.tot | k.voorziening] AS passend
WHERE size(passend) > 0

// [selectie]
WITH p, g, leeftijd, passend ORDER BY leeftijd
WHERE none(r IN passend WHERE coalesce(r.wachttijd_weken <= $norm_weken, false))
  AND EXISTS { (r:Arrangement) WHERE r.wachttijd_weken IS NOT NULL }
WITH p, g, collect(leeftijd) AS leeftijden, collect(passend) AS per_leeftijd

// [uitkomst]
RETURN 'WACHTTIJD|profiel=' + p.id + '|gebied=' + g.id AS bevinding,
       CASE WHEN all(passend IN per_leeftijd WHERE all(r IN passend WHERE r.wachttijd_weken IS NOT NULL))
            THEN 'BEVESTIGD' ELSE 'ONBEKEND' END AS status,
       leeftijden, p.naam AS profiel, g.naam AS gebied,
       COLLECT {
         UNWIND per_leeftijd AS passend UNWIND passend AS r
         WITH DISTINCT r
         RETURN r.naam + ': ' + coalesce(r.wachttijd_weken + ' weken', 'onbekend') AS wachttijd ORDER BY wachttijd
       } AS wachttijden
ORDER BY bevinding
