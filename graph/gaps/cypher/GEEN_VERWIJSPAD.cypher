// GEEN_VERWIJSPAD: welk passend aanbod is langs geen enkel verwijspad te bereiken?
// Een rij is een profiel waarvoor in een gebied, op een of meer leeftijden, zeker een voorziening past, maar geen verwijspad daarheen leidt
// vanaf een plek waar een jongere zonder verwijzing kan beginnen.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', gebiedssoort: null, profielen: null, gebieden: null}
// datum         de peildatum, als jjjj-mm-dd
// gebiedssoort  de soort gebieden waar het over gaat, zoals 'GEMEENTE' of 'PC4';
//               null: de gemeenten of, als er geen gemeenten zijn, alle bladgebieden
// profielen     alleen deze profielen: een lijst van id's; null: alle profielen
// gebieden      alleen deze gebieden: een lijst van id's; null: alle gebieden
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    de leeftijden waarop er geen weg is
// profiel, gebied  de namen
// past          de voorzieningen die passen en niet te bereiken zijn
//
// Gaat uit van de gegevens die nu in de database staan. Een lege cel is onbekend: daardoor valt een voorziening nooit af.
// Staat bij geen enkel actief arrangement instap op ja, dan zegt deze regel niets.
// Zonder status is een arrangement ACTIEF en een verwijspad GEBRUIKELIJK.
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

// [cellen] Elk profiel in elk gebied waar het voorkomt, op elke leeftijd. Zijn de `bladen` van aanbod null, dan geldt het overal in g.
WITH p, g, bladen, [k IN aanbod WHERE k.bladen IS NULL OR any(blad IN k.bladen WHERE blad IN bladen)] AS aanbod
UNWIND range(p.leeftijd_van, p.leeftijd_tot) AS leeftijd
WITH p, g, bladen, leeftijd, [k IN aanbod WHERE k.van <= leeftijd AND leeftijd <= k.tot] AS passend
WITH p, g, bladen, leeftijd, passend, CASE
  WHEN any(k IN passend WHERE k.zeker AND k.bladen IS NULL) THEN 'GEDEKT'
  WHEN all(blad IN bladen WHERE any(k IN passend WHERE k.zeker AND blad IN k.bladen)) THEN 'GEDEKT'
  WHEN any(k IN passend WHERE k.zeker) THEN 'DEELS'
  WHEN size(passend) > 0 THEN 'MOGELIJK'
  ELSE 'GEEN'
END AS cel

// [wegen] Hoe ver in elke cel met zeker passend aanbod het dichtstbijzijnde daarvan is, in verwijzingen; `weg` null: er is geen weg.
// Wat op alle bladen past, of misschien past, is een plek om langs te gaan. Een situatie is dat altijd.
WITH p, g, bladen, leeftijd, [
  k IN passend WHERE k.bladen IS NULL
    OR all(blad IN bladen WHERE any(deel IN passend WHERE deel.voorziening = k.voorziening AND blad IN deel.bladen))
] AS overal
WHERE any(k IN overal WHERE k.zeker)
WITH bladen, collect({profiel: p, gebied: g, leeftijd: leeftijd, overal: overal}) AS cellen
WITH collect({bladen: bladen, cellen: cellen}) AS per_bladen
CALL () {
  MATCH (s:Arrangement {soort: 'SITUATIE'})
  WHERE coalesce(s.status, 'ACTIEF') = 'ACTIEF' AND coalesce(s.geldig_van, '') <= $datum AND coalesce(s.geldig_tot, '') + '~' >= $datum
  RETURN collect(s) AS situaties
}
// De verwijspaden die maar voor een deel van de gebieden of van de leeftijden zijn.
CALL () {
  MATCH ()-[v:REFERS_TO]->()
  WHERE v.gebieden <> 'alle'
  CALL (v) {
    MATCH (h:Area)
    WHERE h.id IN v.gebieden AND coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum
    MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
    RETURN collect(DISTINCT blad) AS bladen
  }
  RETURN collect({verwijspad: v, bladen: bladen}) AS met_gebieden
}
CALL () {
  UNWIND range(0, 27) AS leeftijd
  WITH leeftijd, COLLECT {
    MATCH ()-[v:REFERS_TO]->() WHERE v.leeftijd_van > leeftijd OR v.leeftijd_tot < leeftijd RETURN v
  } AS buiten ORDER BY leeftijd
  RETURN collect(buiten) AS buiten_leeftijd
}
UNWIND per_bladen AS x
WITH x.cellen AS cellen, situaties, buiten_leeftijd, [
  m IN met_gebieden WHERE any(blad IN x.bladen WHERE NOT blad IN m.bladen) | m.verwijspad
] AS elders
UNWIND cellen AS x
// Cellen waar hetzelfde kan, hebben dezelfde weg.
WITH [k IN x.overal WHERE k.zeker | k.voorziening] AS past, situaties + [k IN x.overal | k.voorziening] AS langs,
     elders + buiten_leeftijd[x.leeftijd] AS dicht,
     collect(x {.profiel, .gebied, .leeftijd}) AS cellen
CALL (past, langs, dicht) {
  UNWIND past AS doel
  MATCH pad = ANY SHORTEST (begin:Arrangement {instap: true}) (
    (b WHERE b IN langs)-[v:REFERS_TO WHERE coalesce(v.status, 'GEBRUIKELIJK') IN ['FORMEEL_AFGESPROKEN', 'GEBRUIKELIJK', 'INCIDENTEEL']
      AND coalesce(v.geldig_van, '') <= $datum AND coalesce(v.geldig_tot, '') + '~' >= $datum AND NOT v IN dicht]->()
  )* (doel)
  WITH length(pad) AS stappen, collect(DISTINCT doel) AS doelen ORDER BY stappen LIMIT 1
  RETURN collect({stappen: stappen, doelen: doelen})[0] AS weg
}
UNWIND cellen AS x
WITH x.profiel AS p, x.gebied AS g, x.leeftijd AS leeftijd, past, weg

// [selectie]
WITH p, g, leeftijd, past, weg ORDER BY leeftijd
WHERE weg IS NULL AND EXISTS {
  MATCH (a:Arrangement {instap: true})
  WHERE coalesce(a.status, 'ACTIEF') = 'ACTIEF' AND coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
}
WITH p, g, collect(leeftijd) AS leeftijden, collect(past) AS per_leeftijd

// [uitkomst]
RETURN 'GEEN_VERWIJSPAD|profiel=' + p.id + '|gebied=' + g.id AS bevinding, 'BEVESTIGD' AS status,
       leeftijden, p.naam AS profiel, g.naam AS gebied,
       COLLECT { UNWIND per_leeftijd AS past UNWIND past AS r RETURN DISTINCT r.naam AS naam ORDER BY naam } AS past
ORDER BY bevinding
