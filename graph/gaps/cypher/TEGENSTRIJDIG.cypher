// TEGENSTRIJDIG: waar zeggen twee bronnen iets anders over hetzelfde?
// Een rij is een paar agendapunten (zelfde overleg, onderwerp en doel) of een paar tellingen (zelfde profiel, gebied, peildatum,
// definitie en leeftijden) uit twee verschillende bronnen, die niet allebei waar kunnen zijn.
//
// Deze vraag heeft geen parameters.
//
// Kolommen
// bevinding     de identiteit, dezelfde als in Dekkend
// status        altijd BEVESTIGD
// leeftijden    leeg: deze regel gaat niet over leeftijden
// onderwerp     waar de twee over gaan
// het_een, het_ander  wat er staat
// bron_een, bron_ander  de bronnen
//
// Gaat uit van de gegevens die nu in de database staan. Wat geen bron heeft, wordt nergens mee vergeleken.
// Datums zijn tekst en soms onvolledig. '2026-08' telt bij vergelijken als de eerste dag van die maand, met '~' erachter als de laatste.

CALL () {
  MATCH (a:AgendaItem)-[:ON_AGENDA_OF]->(o:Meeting)<-[:ON_AGENDA_OF]-(b:AgendaItem)
  WHERE a.id < b.id AND a.doel = b.doel AND trim(a.onderwerp) = trim(b.onderwerp)
    // Geen dag kan allebei zijn.
    AND (a.datum + '~' < b.datum OR b.datum + '~' < a.datum)
  RETURN a, b, 'agenda:' AS soort, a.onderwerp + ' (' + o.naam + ')' AS onderwerp, a.datum AS het_een, b.datum AS het_ander
  UNION ALL
  MATCH (a:Demand)-[:FOR]->(p:Profile)<-[:FOR]-(b:Demand), (a)-[:IN]->(g:Area)<-[:IN]-(b)
  WHERE a.id < b.id AND a.peildatum = b.peildatum AND a.definitie = b.definitie
    AND coalesce(a.leeftijd_van, -1) = coalesce(b.leeftijd_van, -1) AND coalesce(a.leeftijd_tot, -1) = coalesce(b.leeftijd_tot, -1)
    // Geen aantal kan allebei zijn; zonder aantal_max is er geen bovengrens.
    AND (a.aantal_max < b.aantal_min OR b.aantal_max < a.aantal_min)
  RETURN a, b, 'vraag:' AS soort, p.naam + ' in ' + g.naam AS onderwerp,
         a.aantal_min + coalesce(' tot en met ' + a.aantal_max, ' of meer') AS het_een,
         b.aantal_min + coalesce(' tot en met ' + b.aantal_max, ' of meer') AS het_ander
}
MATCH (a)-[:ACCORDING_TO]->(bron_a:Source)
MATCH (b)-[:ACCORDING_TO]->(bron_b:Source)
WHERE bron_a <> bron_b
// In een bevinding staan %, |, = en + van een id gecodeerd: zij scheiden daar de delen.
WITH *, [id IN [soort + a.id, soort + b.id] | replace(replace(replace(replace(id, '%', '%25'), '|', '%7C'), '=', '%3D'), '+', '%2B')] AS ids
RETURN 'TEGENSTRIJDIG|records=' + ids[0] + '+' + ids[1] AS bevinding, 'BEVESTIGD' AS status, [] AS leeftijden,
       onderwerp, het_een, het_ander, bron_a.titel AS bron_een, bron_b.titel AS bron_ander
ORDER BY bevinding
