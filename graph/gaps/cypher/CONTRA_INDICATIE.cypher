// CONTRA_INDICATIE: wie wordt door al het aanbod om dezelfde reden uitgesloten?
// Een rij is een begrip dat voor een profiel in een gebied overal wordt uitgesloten. Er past daar niets, en elke voorziening voor heel het
// gebied waarbij maar een ding zeker in de weg staat, sluit dat begrip uit; zonder die uitsluiting zou zij zeker of misschien passen.
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
// status        hoe zeker het is. Van de inventarisatie in het gebied is ten minste 90 % beantwoord: BEVESTIGD;
//               ten minste de helft: VERMOED; minder, of er is niets gevraagd: ONBEKEND
// leeftijden    de leeftijden waarop dat zo is
// profiel, gebied, begrip  de namen
// bijna         de voorzieningen waarbij maar een ding in de weg staat
// gevraagd      het aantal rijen van de inventarisatie over dit gebied
// beantwoord    hoeveel daarvan het laatste jaar beantwoord zijn (deels telt voor een half)
//
// Gaat uit van de gegevens die nu in de database staan. Een lege cel is onbekend: daardoor valt een voorziening nooit af.
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

// [leeg] Waar en wanneer niets past, van elk profiel dat iets vraagt wat ergens is uitgesloten.
WITH p, g, bladen, leeftijd, cel ORDER BY leeftijd
WHERE cel = 'GEEN'
WITH p, g, bladen, collect(leeftijd) AS leeftijden
WITH p, collect({gebied: g, bladen: bladen, leeftijden: leeftijden}) AS leeg
WHERE EXISTS { (p)-[:NEEDS]->()-[:BROADER]->*()<-[:EXCLUDES]-() }

// [bijna] De voorzieningen waarbij hoogstens een ding in de weg staat, los van de leeftijd, en de uitsluitingen die daar de enige reden
// van zijn. Een `binnen` van null is overal.
CALL (p) {
  MATCH (r:Arrangement)
  WHERE r.soort <> 'SITUATIE' AND coalesce(r.status, 'ACTIEF') = 'ACTIEF'
    AND coalesce(r.geldig_van, '') <= $datum AND coalesce(r.geldig_tot, '') + '~' >= $datum
  CALL (p, r) {
    MATCH (p)-[:NEEDS]->(v:Concept)
    WITH r, v, EXISTS { (v)-[:BROADER]->*()<-[:ADMITS|UNKNOWN_ON]-(r) } OR EXISTS { (v)<-[:BROADER]-+()<-[:ADMITS]-(r) } AS kan,
         EXISTS { (v)-[:BROADER]->*()<-[:EXCLUDES]-(r) } AS uitgesloten
    WHERE uitgesloten OR NOT kan
    RETURN count(DISTINCT v.as) AS assen, collect(v) AS geweigerd, count(CASE WHEN NOT kan THEN v END) AS kan_niet
  }
  WITH r, geweigerd, kan_niet, assen, assen + CASE WHEN r.instroom = 'GESTOPT' THEN 1 ELSE 0 END AS redenen
  WHERE redenen <= 1
  CALL (r, geweigerd, kan_niet, assen) {
    WITH r, geweigerd
    WHERE assen = 1 AND kan_niet = 0
    MATCH (r)-[:EXCLUDES]->(c)<-[:BROADER]-*(v)
    WHERE v IN geweigerd
    WITH geweigerd, c, count(DISTINCT v) AS raakt
    WHERE raakt = size(geweigerd)
    RETURN collect(c) AS begrippen
  }
  CALL (r) {
    MATCH (r)-[:SERVES]->(h WHERE coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum)
    MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (deel)
    RETURN collect(DISTINCT deel) AS binnen
  }
  RETURN collect({
    voorziening: r, op_leeftijd: redenen = 0, begrippen: begrippen, binnen: CASE WHEN coalesce(r.gebieden, '') <> 'alle' THEN binnen END,
    van: coalesce(toIntegerOrNull(r.leeftijd_van), 0), tot: coalesce(toIntegerOrNull(r.leeftijd_tot), 99)
  }) AS bijna
}

// [selectie]
UNWIND leeg AS x
WITH p, x, [n IN bijna WHERE n.binnen IS NULL OR all(blad IN x.bladen WHERE blad IN n.binnen)] AS bijna
WHERE any(n IN bijna WHERE size(n.begrippen) > 0)
UNWIND x.leeftijden AS leeftijd
// Staat verder niets in de weg, dan is het de leeftijd; anders moet die juist goed zijn.
WITH p, x.gebied AS g, leeftijd, [n IN bijna WHERE n.op_leeftijd = (leeftijd < n.van OR n.tot < leeftijd)] AS bijna
WHERE size(bijna) > 0
UNWIND [c IN bijna[0].begrippen WHERE all(n IN bijna WHERE c IN n.begrippen)] AS begrip
WITH p, g, begrip, leeftijd, [n IN bijna | n.voorziening] AS bijna ORDER BY leeftijd
WITH p, g, begrip, collect(leeftijd) AS leeftijden, collect(bijna) AS per_leeftijd
WITH g, collect({profiel: p, begrip: begrip, leeftijden: leeftijden, per_leeftijd: per_leeftijd}) AS rijen

// [inventarisatie] De rijen over gebieden die een bladgebied met g delen. Een antwoord telt een jaar; ja is twee helften, deels een.
CALL (g) {
  MATCH (g) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
  WHERE NOT EXISTS {
    (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
  }
  // Een eigen MATCH: binnen een patroon gaat een pad niet twee keer over dezelfde relatie, ook niet heen en terug.
  MATCH (blad) (()-[:PART_OF]->(b WHERE coalesce(b.geldig_van, '') <= $datum AND coalesce(b.geldig_tot, '') + '~' >= $datum))*
        ()<-[:ABOUT]-(i:InventoryEntry)
  WITH DISTINCT i, i.antwoord_op <= $datum AND i.antwoord_op > toString(date($datum) - duration({months: 12})) AS recent
  RETURN count(i) AS gevraagd,
         sum(CASE WHEN recent AND i.volledig = 'JA' THEN 2 WHEN recent AND i.volledig = 'DEELS' THEN 1 ELSE 0 END) AS helften
}

// [uitkomst]
UNWIND rijen AS rij
RETURN 'CONTRA_INDICATIE|profiel=' + rij.profiel.id + '|gebied=' + g.id + '|begrip=' + rij.begrip.as + ':' + rij.begrip.code AS bevinding,
       CASE WHEN gevraagd > 0 AND 10 * helften >= 18 * gevraagd THEN 'BEVESTIGD'
            WHEN gevraagd > 0 AND helften >= gevraagd THEN 'VERMOED' ELSE 'ONBEKEND' END AS status,
       rij.leeftijden AS leeftijden, rij.profiel.naam AS profiel, g.naam AS gebied, rij.begrip.label AS begrip,
       COLLECT { UNWIND rij.per_leeftijd AS bijna UNWIND bijna AS r RETURN DISTINCT r.naam AS naam ORDER BY naam } AS bijna,
       gevraagd, helften / 2.0 AS beantwoord
ORDER BY bevinding
