// LEEFTIJDSBREUK: op welke leeftijd houdt passend aanbod op?
// Een rij is een leeftijd waarop een profiel in een gebied zeker nergens past, terwijl er een jaar eerder overal passend aanbod was.
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
// leeftijden    een lijst met alleen deze leeftijd
// profiel, gebied  de namen
// tot_dan       de voorzieningen die een jaar eerder nog zeker pasten, in het hele gebied of een deel ervan
// gevraagd      het aantal rijen van de inventarisatie over dit gebied
// beantwoord    hoeveel daarvan het laatste jaar beantwoord zijn (deels telt voor een half)
//
// Gaat uit van de gegevens die nu in de database staan. Een lege cel is onbekend: daardoor valt een voorziening nooit af.
// Datums zijn tekst en soms onvolledig. '2026' en '2026-08' tellen bij vergelijken als hun eerste dag, met '~' erachter als hun laatste.

// [gebieden] De gebieden waar het over gaat. Een bladgebied is een actief gebied zonder actief deelgebied, en elk gebied
// bestaat uit zijn bladgebieden.
MATCH (a:Area)
WHERE coalesce(a.geldig_van, '') <= $datum AND coalesce(a.geldig_tot, '') + '~' >= $datum
WITH collect(a) AS actief
UNWIND actief AS g
WITH actief, g
WHERE ($gebieden IS NULL OR g.id IN $gebieden)
  AND (g.soort = coalesce($gebiedssoort, 'GEMEENTE')
       OR $gebiedssoort IS NULL AND none(a IN actief WHERE a.soort = 'GEMEENTE')
          AND NOT EXISTS { (deel)-[:PART_OF]->(g) WHERE deel IN actief })
MATCH (g) (()<-[:PART_OF]-(d WHERE d IN actief))* (blad)
WHERE NOT EXISTS { (deel)-[:PART_OF]->(blad) WHERE deel IN actief }
WITH actief, g, collect(DISTINCT blad) AS bladen
WITH actief, collect({gebied: g, bladen: bladen}) AS gebieden

// [aanbod] Elke voorziening bij elk profiel waarvoor zij niet zeker ongeschikt is, en waar.
CALL (actief, gebieden) {
  MATCH (p:Profile)
  WHERE $profielen IS NULL OR p.id IN $profielen
  CALL (p) {
    MATCH (p)-[:NEEDS]->(v:Concept)
    // Een gevraagde waarde v wordt bediend als zij zelf is ingevuld of iets waar zij onder valt. `alle` wijst naar de top van de as,
    // waar alles onder valt; wie de as leeg laat heeft daar UNKNOWN_ON. Is alleen een onderdeel van v ingevuld, dan is het onbekend.
    CALL (v) {
      MATCH (v)-[:BROADER]->*()<-[t:ADMITS|UNKNOWN_ON]-(r:Arrangement)
      RETURN r, type(t) = 'ADMITS' AS ja
      UNION ALL
      MATCH (v)<-[:BROADER]-+()<-[:ADMITS]-(r:Arrangement)
      RETURN r, false AS ja
    }
    // sluit_uit: wie v of iets daarboven uitsluit bedient v zeker niet, wie een onderdeel uitsluit misschien niet.
    CALL (v) { MATCH (v)-[:BROADER]->*()<-[:EXCLUDES]-(wie:Arrangement) RETURN collect(DISTINCT wie) AS uitgesloten }
    CALL (v) { MATCH (v)<-[:BROADER]-+()<-[:EXCLUDES]-(wie:Arrangement) RETURN collect(DISTINCT wie) AS ten_dele }
    WITH p, v, r, ja AND NOT r IN ten_dele AS ja
    WHERE NOT r IN uitgesloten
    WITH p, v, r, max(CASE WHEN ja THEN 1 ELSE 0 END) AS ja
    // Alles wat het profiel vraagt moet kunnen.
    WITH p, r, count(v) AS aantal, min(ja) = 1 AS ja
    WHERE aantal = COUNT { (p)-[:NEEDS]->() }
    RETURN r, ja
    UNION ALL
    MATCH (r:Arrangement)
    WHERE NOT EXISTS { (p)-[:NEEDS]->() }
    RETURN r, true AS ja
  }
  WITH actief, gebieden, r, collect({profiel: p, ja: ja}) AS bij
  WHERE r.soort <> 'SITUATIE' AND coalesce(r.status, 'ACTIEF') = 'ACTIEF' AND coalesce(r.instroom, '') <> 'GESTOPT'
    AND coalesce(r.geldig_van, '') <= $datum AND coalesce(r.geldig_tot, '') + '~' >= $datum
  // De bladgebieden per gebied. Hieronder is `bladen` null het hele gebied, en `gebied` null elk gebied.
  CALL (r, actief, gebieden) {
    MATCH (r)-[:SERVES]->(h) (()<-[:PART_OF]-(d WHERE d IN actief))* (blad)
    WHERE h IN actief
    WITH gebieden, collect(DISTINCT blad) AS bediend
    UNWIND gebieden AS x
    WITH x, [blad IN x.bladen WHERE blad IN bediend] AS bladen
    WHERE size(bladen) > 0
    RETURN x.gebied AS g, CASE WHEN size(bladen) < size(x.bladen) THEN bladen END AS bladen, true AS waar
    UNION ALL
    WITH r WHERE NOT EXISTS { (r)-[:SERVES]->() }
    RETURN null AS g, null AS bladen, r.gebieden IS NOT NULL AS waar
  }
  UNWIND bij AS b
  RETURN b.profiel AS p, {
    voorziening: r, gebied: g, bladen: bladen,
    van: coalesce(toIntegerOrNull(r.leeftijd_van), 0), tot: coalesce(toIntegerOrNull(r.leeftijd_tot), 99),
    zeker: b.ja AND waar AND r.leeftijd_van IS NOT NULL AND r.leeftijd_tot IS NOT NULL
  } AS k
  UNION ALL
  // Ook een profiel waar niets bij past doet mee.
  MATCH (p:Profile)
  WHERE $profielen IS NULL OR p.id IN $profielen
  RETURN p, null AS k
}
WITH actief, gebieden, p, collect(k) AS aanbod

// [cellen] Elk profiel in elk gebied waar het voorkomt, op elke leeftijd. Een profiel zonder eigen gebieden komt overal voor.
CALL (actief, p) {
  MATCH (p)-[:LIVES_IN]->(h) (()<-[:PART_OF]-(d WHERE d IN actief))* (blad)
  WHERE h IN actief
  RETURN collect(DISTINCT blad) AS woont
}
UNWIND gebieden AS x
WITH actief, p, aanbod, x.gebied AS g,
     CASE WHEN EXISTS { (p)-[:LIVES_IN]->() } THEN [blad IN x.bladen WHERE blad IN woont] ELSE x.bladen END AS bladen
WHERE size(bladen) > 0
WITH actief, p, g, bladen,
     [k IN aanbod WHERE (k.gebied IS NULL OR k.gebied = g)
                    AND (k.bladen IS NULL OR any(blad IN k.bladen WHERE blad IN bladen))] AS aanbod
UNWIND range(p.leeftijd_van, p.leeftijd_tot) AS leeftijd
WITH actief, p, g, bladen, leeftijd, [k IN aanbod WHERE k.van <= leeftijd AND leeftijd <= k.tot] AS passend
WITH actief, p, g, bladen, leeftijd, passend, CASE
  WHEN all(blad IN bladen WHERE any(k IN passend WHERE k.zeker AND (k.bladen IS NULL OR blad IN k.bladen))) THEN 'GEDEKT'
  WHEN any(k IN passend WHERE k.zeker) THEN 'DEELS'
  WHEN size(passend) > 0 THEN 'MOGELIJK'
  ELSE 'GEEN'
END AS cel

// [selectie]
WITH actief, p, g, collect({leeftijd: leeftijd, cel: cel, passend: passend}) AS cellen
UNWIND cellen AS nu
UNWIND cellen AS eerder
WITH actief, p, g, nu, eerder
WHERE nu.cel = 'GEEN' AND eerder.cel = 'GEDEKT' AND eerder.leeftijd = nu.leeftijd - 1

// [inventarisatie] De rijen over gebieden die een bladgebied met g delen. Een antwoord telt een jaar; ja is twee helften, deels een.
CALL (actief, g) {
  MATCH (g) (()<-[:PART_OF]-(d WHERE d IN actief))* (blad)
  WHERE NOT EXISTS { (deel)-[:PART_OF]->(blad) WHERE deel IN actief }
  // Een eigen MATCH: binnen een patroon gaat een pad niet twee keer over dezelfde relatie, ook niet heen en terug.
  MATCH (blad) (()-[:PART_OF]->(b WHERE b IN actief))* ()<-[:ABOUT]-(i:InventoryEntry)
  WITH DISTINCT i, i.antwoord_op <= $datum AND i.antwoord_op > toString(date($datum) - duration({months: 12})) AS recent
  RETURN count(i) AS gevraagd,
         sum(CASE WHEN recent AND i.volledig = 'JA' THEN 2 WHEN recent AND i.volledig = 'DEELS' THEN 1 ELSE 0 END) AS helften
}

// [uitkomst]
RETURN 'LEEFTIJDSBREUK|profiel=' + p.id + '|gebied=' + g.id + '|leeftijd=' + nu.leeftijd AS bevinding,
       CASE WHEN gevraagd > 0 AND 10 * helften >= 18 * gevraagd THEN 'BEVESTIGD'
            WHEN gevraagd > 0 AND helften >= gevraagd THEN 'VERMOED' ELSE 'ONBEKEND' END AS status,
       [nu.leeftijd] AS leeftijden, p.naam AS profiel, g.naam AS gebied,
       COLLECT { UNWIND eerder.passend AS k WITH k WHERE k.zeker RETURN DISTINCT k.voorziening.naam AS naam ORDER BY naam } AS tot_dan,
       gevraagd, helften / 2.0 AS beantwoord
ORDER BY bevinding
