// node --test deploy/tools/build_gazetteer_test.mjs
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  COLUMNS, buildGazetteer, findWrong, fold, metresBetween, toCsv,
} from "./build_gazetteer.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SHARED = process.env.CORDEE_SHARED ?? join(HERE, "..", "..", "..", "shared");
const REAL = join(SHARED, "data", "geo", "communes_na.csv");
const NO_REAL = existsSync(REAL) ? false : `${REAL} is not here`;

// Bocage Bressuirais, Niortais, Parthenay-Gâtine, Thouarsais.
const DEMO_EPCI = new Set(["200040244", "200041317", "200041333", "247900798"]);

const built = buildGazetteer();
const csv = toCsv(built.communes, built.positions);

function parseCsv(text) {
  const [header, ...lines] = text.trim().split("\n").map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      (m) => m[1]?.replaceAll('""', '"') ?? m[2]));
  return lines.map((line) => Object.fromEntries(header.map((column, i) => [column, line[i]])));
}

test("has the columns that the import reads, and every commune once", () => {
  const rows = parseCsv(csv);
  assert.equal(csv.split("\n")[0], COLUMNS.join(","));
  assert.ok(rows.length > 34_000);
  assert.equal(new Set(rows.map((r) => r.insee)).size, rows.length);
  const thouars = rows.find((r) => r.insee === "79329");
  assert.equal(thouars.nom, "Thouars");
  assert.equal(thouars.epci_nom, "CC du Thouarsais");
  assert.equal(thouars.codes_postaux, "79100");
});

test("knows the position of each of the 135 communes of the demo", () => {
  const demo = [...built.communes.values()].filter((c) => DEMO_EPCI.has(c.epci));
  assert.equal(demo.length, 135);
  assert.deepEqual(demo.filter((c) => !built.positions.has(c.insee)).map((c) => c.nom), []);
});

test("rejects the points that are known to be wrong", () => {
  for (const insee of ["40271", "23257", "47099"]) {
    assert.ok(built.rejected.includes(insee), insee);
    assert.ok(!built.positions.has(insee), insee);
  }
});

test("believes what is left after the rejections", () => {
  assert.ok(built.rejected.length < 20, `${built.rejected}`);
  assert.deepEqual(findWrong(built.communes, built.positions), []);
});

test("rejects a point that is moved to another end of the country", () => {
  const moved = new Map(built.positions);
  moved.set("79329", { lat: 43.3, lon: 5.4, source: "code" });
  assert.deepEqual(findWrong(built.communes, moved), ["79329"]);
});

test("finds by name what GeoNames files under another commune, but no namesake far away", () => {
  assert.equal(built.positions.get("69244").source, "name");  // Tassin, filed under Lyon
  assert.ok(!built.positions.has("62298"));  // Épinoy: the only one known is a hamlet of Carvin
  assert.equal(built.positions.get("97611").source, "name");  // Mamoudzou: no codes in Mayotte
});

test("keeps latitudes and longitudes of France", () => {
  for (const [insee, { lat, lon }] of built.positions) {
    const mainland = !/^9[78]/.test(insee);
    assert.ok(Math.abs(lat) < 90 && Math.abs(lon) <= 180, insee);
    if (mainland) assert.ok(lat > 41 && lat < 51.2 && lon > -5.2 && lon < 9.7, insee);
  }
});

test("supplements real communes under their real names", () => {
  const file = join(HERE, "..", "catalogue", "positions.csv");
  for (const row of parseCsv(readFileSync(file, "utf8"))) {
    assert.equal(built.communes.get(row.insee)?.nom, row.nom);
    assert.match(row.lat, /^-?\d+\.\d\d$/);
    assert.match(row.lon, /^-?\d+\.\d\d$/);
  }
});

test("measures distances and folds names", () => {
  const niort = { lat: 46.3239, lon: -0.4645 };
  const poitiers = { lat: 46.5802, lon: 0.3404 };
  assert.ok(Math.abs(metresBetween(niort, poitiers) - 68_000) < 1_000);
  assert.equal(fold("St-Maixent-l'École"), "saint maixent l ecole");
});

// A centroid is not a town centre: in communes as large as Laruns they are 11 km apart.
test("agrees with the real centroids of Nouvelle-Aquitaine", { skip: NO_REAL }, () => {
  const errors = [];
  for (const row of parseCsv(readFileSync(REAL, "utf8"))) {
    const position = built.positions.get(row.insee);
    if (!position) continue;
    const metres = metresBetween(position, { lat: Number(row.lat), lon: Number(row.lon) });
    if (position.source === "supplement") assert.ok(metres < 3_000, `${row.nom} ${metres}`);
    errors.push([metres, row.nom]);
  }
  errors.sort((a, b) => a[0] - b[0]);
  const at = (share) => errors[Math.floor(errors.length * share)][0];
  assert.ok(errors.length > 1_850);
  assert.ok(at(0.5) < 1_500, `median ${at(0.5)}`);
  assert.ok(at(0.99) < 6_000, `99 % ${at(0.99)}`);
  assert.ok(at(0.9999) < 11_000, `worst ${errors.at(-1)}`);
});
