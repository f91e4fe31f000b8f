// Starts the program for one test file or one round of pictures, and ends it afterwards.

import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const top = fileURLToPath(new URL("..", import.meta.url));
const program = process.env.CARTAGE_PROGRAM ?? join(top, process.env.CARGO_TARGET_DIR ?? "target", "debug", "cartage");
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/**
 * A running program, with the demonstration unless `demo` is false. `database: "postgres"` gives it a database of its own in the cluster that TEST_DATABASE_URL names.
 * Answers with `url`, the demonstration's people in `staff` and `portal`, `said()` (what it wrote), `file` (its SQLite file),
 * `kill()` and `start()` (as a crash and the start after it, at the same address), `restart()` (as asked to stop, and the start
 * after it), `signal(name)`, `copy()` (another program on the same database), and `stop()`.
 */
export async function serve({ database = "sqlite", demo = true, options = [], seconds = 60, beside } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "cartage-browser-"));
  const data = join(folder, "data");
  const postgres = beside ?? (database === "postgres" ? await newDatabase() : undefined);
  const env = { ...process.env, DATABASE_URL: postgres?.url };
  if (!postgres) delete env.DATABASE_URL;
  let one, url, said = "";

  const start = async () => {
    const credentials = join(folder, "credentials.json");
    await rm(credentials, { force: true });
    const listen = url ? new URL(url).host : "127.0.0.1:0";
    const given = ["serve", ...(demo ? ["--demo"] : []), "--listen", listen, "--data", data, "--write-credentials", credentials, ...options];
    one = run(given, folder, env);
    for (const stream of [one.child.stdout, one.child.stderr]) stream.on("data", (data) => (said = (said + data).slice(-20_000)));
    const written = await Promise.race([waitFor(credentials, seconds), one.ended]);
    if (typeof written === "string") throw new Error(`${program} ${written}`);
    url = written.base_url;
    return written;
  };
  const signal = (name) => one.child.kill(name);
  const kill = async () => {
    signal("SIGKILL");
    await one.ended;
  };
  const end = async () => {
    signal("SIGCONT");
    signal("SIGTERM");
    const hard = setTimeout(() => signal("SIGKILL"), 5_000);
    await one.ended;
    clearTimeout(hard);
  };
  const restart = async () => {
    await end();
    await start();
  };
  const copies = [];
  const copy = async () => {
    copies.push(await serve({ demo, options, seconds, beside: { url: postgres.url, drop: () => {} } }));
    return copies.at(-1);
  };
  const stop = async () => {
    for (const one of copies) await one.stop();
    await end();
    await postgres?.drop();
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const { staff, portal } = await start();
    return { url, staff, portal, file: join(data, "cartage.sqlite"), said: () => said, kill, start, restart, signal, copy, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
}

function run(given, cwd, env) {
  const child = spawn(program, given, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = new Promise((done) => {
    child.once("error", (error) => done(`could not be started: ${error.message} (cargo build?)`));
    child.once("exit", (code, signal) => done(`ended with ${signal ?? code}`));
  });
  ended.then(() => running.delete(child));
  return { child, ended };
}

/** Another connection that holds a SQLite database for itself until `end()`. */
export async function lock(file) {
  const other = spawn("sqlite3", [file], { stdio: ["pipe", "pipe", "inherit"] });
  const said = new Promise((done, failed) => {
    other.once("error", failed);
    other.stdout.once("data", done);
  });
  other.stdin.write(".timeout 5000\nBEGIN EXCLUSIVE;\nSELECT 'held';\n");
  await said;
  return {
    end: () => new Promise((done) => {
      other.once("exit", done);
      other.stdin.end("COMMIT;\n");
    }),
  };
}

// The file may be seen before it is whole: then it is no JSON yet.
async function waitFor(file, seconds) {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; ) {
    try {
      return JSON.parse(await readFile(file, "utf8"));
    } catch (error) {
      if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return `did not write its credentials within ${seconds} s`;
}

async function newDatabase() {
  const cluster = process.env.TEST_DATABASE_URL;
  if (!cluster) throw new Error("TEST_DATABASE_URL does not name a PostgreSQL cluster (bin/postgres run …)");
  const name = `cartage_browser_${randomBytes(6).toString("hex")}`;
  const psql = await findPsql();
  const run = (sql) => promisify(execFile)(psql, ["--no-psqlrc", "--quiet", "--command", sql, cluster]);
  await run(`create database ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

async function findPsql() {
  const home = "/usr/lib/postgresql";
  const versions = await readdir(home).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest ? join(home, newest, "bin", "psql") : "psql";
}
