// REGIELEEMTE: voor welke profielen heeft in een gebied niemand de regie?
// Een rij is een rol die voor een profiel in een gebied geen enkele organisatie heeft. Een rol voor een arrangement, een fase of een
// besluit telt niet mee, en een rol voor een deel van het gebied ook niet.
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', gebiedssoort: null, profielen: null, gebieden: null, rollen: ['REGIE_CASUS']}
// datum         de peildatum, als jjjj-mm-dd
// gebiedssoort  de soort gebieden waar het over gaat, zoals 'GEMEENTE' of 'PC4';
//               null: de gemeenten of, als er geen gemeenten zijn, alle bladgebieden
// profielen     alleen deze profielen: een lijst van id's; null: alle profielen
// gebieden      alleen deze gebieden: een lijst van id's; null: alle gebieden
// rollen        de rollen waar naar gekeken wordt
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        ONBEKEND als over deze rol noveral iets is ingevuld dat nu geldt, anders BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// profiel, gebied, rol  de namen
// elders        de organisaties die de rol wel hebben, maar voor iets anders of voor een deel
//
// Gaat uit van de gegevens die nu in de database staan. Is het blad verantwoordelijkheden leeg, dan zegt deze regel niets.
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

// [rollen] Wat er over rollen is ingevuld en nu geldt: van wie, en waartoe het beperkt is (null: niet). `binnen`: alles in het gebied.
CALL () {
  MATCH (wie:Organisation)<-[:HELD_BY]-(c:Responsibility)
  WHERE coalesce(c.geldig_van, '') <= $datum AND coalesce(c.geldig_tot, '') + '~' >= $datum
  OPTIONAL MATCH (c)-[:FOR]->(voor:Profile)
  OPTIONAL MATCH (c)-[:FOR]->(r:Arrangement)
  OPTIONAL MATCH (c)-[:FOR]->(h:Area)
  CALL (h) {
    WITH h
    WHERE coalesce(h.geldig_van, '') <= $datum AND coalesce(h.geldig_tot, '') + '~' >= $datum
    MATCH (h) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (deel)
    RETURN collect(DISTINCT deel) AS binnen
  }
  RETURN collect({
    rol: c.rol, wie: wie, vast: coalesce(c.status = 'VASTGESTELD', false), profiel: voor, gebied: h, binnen: binnen, voorziening: r,
    fase: c.fase, toegang: c.toegang
  }) AS rollen
}

// [paren] Elk profiel in elk gebied waar het voorkomt. Een profiel zonder eigen gebieden komt overal voor.
CALL (gebieden) {
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
  RETURN p, g, bladen
}

// [houders] Per rol: wat er overal over is ingevuld, en wat hier voor het hele profiel en het hele gebied geldt.
UNWIND $rollen AS rol
WITH p, g, bladen, rol, [c IN rollen WHERE c.rol = rol] AS overal
WITH p, g, rol, overal, [c IN overal WHERE c.voorziening IS NULL AND c.fase IS NULL AND c.toegang IS NULL
                         AND (c.profiel IS NULL OR c.profiel = p)
                         AND (c.gebied IS NULL OR all(blad IN bladen WHERE blad IN c.binnen))] AS hier

// [selectie]
WITH p, g, rol, overal, hier
WHERE size(hier) = 0 AND EXISTS { (:Responsibility) }

// [uitkomst]
MATCH (r:Concept {id: 'rol~' + rol})
RETURN 'REGIELEEMTE|profiel=' + p.id + '|gebied=' + g.id + '|rol=' + rol AS bevinding,
       CASE WHEN size(overal) > 0 THEN 'BEVESTIGD' ELSE 'ONBEKEND' END AS status, [] AS leeftijden,
       p.naam AS profiel, g.naam AS gebied, r.label AS rol,
       COLLECT { UNWIND overal AS c RETURN DISTINCT c.wie.naam AS naam ORDER BY naam } AS elders
ORDER BY bevinding
