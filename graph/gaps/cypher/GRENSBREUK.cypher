// GRENSBREUK: waar vallen de grenzen van SWV, jeugdregio en RMC niet samen?
// Een rij is een gebied dat over twee of meer gebieden van dezelfde soort verdeeld ligt (SPLITSING), of dat bij een ander gebied hoort dan
// het grootste deel van zijn samenwerkingsverband of regio (AFWIJKING).
//
// Parameters. Plak deze regel eerst in Neo4j Browser en pas de waarden aan:
//   :params {datum: '2026-11-22', gebiedssoort: null, gebieden: null, paren: [['SWV_PO', 'SWV_VO'], ['SWV_PO', 'JEUGDREGIO'], ['SWV_VO', 'JEUGDREGIO'], ['JEUGDREGIO', 'RMC']]}
// datum         de peildatum, als jjjj-mm-dd
// gebiedssoort  de soort gebieden waar het over gaat, zoals 'GEMEENTE' of 'PC4';
//               null: de gemeenten of, als er geen gemeenten zijn, alle bladgebieden
// gebieden      alleen deze gebieden: een lijst van id's; null: alle gebieden
// paren         de paren van gebiedssoorten die naast elkaar worden gelegd
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// gebied        de naam
// ligt_in       bij SPLITSING de gebieden waar het over verdeeld ligt; bij AFWIJKING de twee gebieden waar het bij hoort
// hoort_vaker   bij AFWIJKING: waar het grootste deel van het eerste van die twee bij hoort
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

// [ligging] Per soort de gebieden die met g een bladgebied delen.
UNWIND gebieden AS x
UNWIND x.raakt AS hier
WITH x.gebied AS g, hier ORDER BY hier.gebied.id
WITH g, hier.gebied.soort AS soort, collect(hier) AS delen
WITH g, collect({soort: soort, delen: delen}) AS ligging

// [uitkomst]
CALL (ligging) {
  UNWIND ligging AS in_soort
  WITH in_soort.soort AS soort, in_soort.delen AS delen
  WHERE size(delen) > 1 AND any(paar IN $paren WHERE soort IN paar)
  RETURN 'SPLITSING' AS breuk, soort AS binnen, [d IN delen | d.gebied.naam] AS ligt_in, [] AS hoort_vaker
  UNION ALL
  UNWIND $paren AS paar
  // Alle bladgebieden van g in precies een gebied van de ene soort, en in precies een van de andere.
  UNWIND [s IN ligging WHERE s.soort = paar[0] AND size(s.delen) = 1 AND s.delen[0].deel IS NULL | s.delen[0].gebied] AS van
  UNWIND [s IN ligging WHERE s.soort = paar[1] AND size(s.delen) = 1 AND s.delen[0].deel IS NULL | s.delen[0].gebied] AS naar
  CALL (paar, van) {
    MATCH (van) (()<-[:PART_OF]-(d WHERE coalesce(d.geldig_van, '') <= $datum AND coalesce(d.geldig_tot, '') + '~' >= $datum))* (blad)
    WHERE NOT EXISTS {
      (onder)-[:PART_OF]->(blad) WHERE coalesce(onder.geldig_van, '') <= $datum AND coalesce(onder.geldig_tot, '') + '~' >= $datum
    }
    // Een eigen MATCH: binnen een patroon gaat een pad niet twee keer over dezelfde relatie, ook niet heen en terug.
    MATCH (blad) (()-[:PART_OF]->(b WHERE coalesce(b.geldig_van, '') <= $datum AND coalesce(b.geldig_tot, '') + '~' >= $datum))*
          (y {soort: paar[1]})
    WITH y, count(DISTINCT blad) AS aantal
    WITH collect({gebied: y, aantal: aantal}) AS alle, max(aantal) AS meeste
    RETURN [k IN alle WHERE k.aantal = meeste | k.gebied] AS meestal
  }
  WITH paar, van, naar, meestal
  WHERE NOT naar IN meestal
  RETURN 'AFWIJKING' AS breuk, paar[0] + '>' + paar[1] AS binnen, [van.naam, naar.naam] AS ligt_in, [y IN meestal | y.naam] AS hoort_vaker
}
RETURN 'GRENSBREUK|gebied=' + g.id + '|soort=' + breuk + '|binnen=' + binnen AS bevinding, 'BEVESTIGD' AS status,
       [] AS leeftijden, g.naam AS gebied, ligt_in, hoort_vaker
ORDER BY bevinding
