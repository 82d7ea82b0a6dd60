import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runPictl, type Surroundings } from "./pictl.ts";
import { readRack } from "./rack/rack-directory.ts";
import { debOf, rackDirectory, SSH_KEY } from "./testing/example-rack.ts";
import { bootPartition, temporaryFolder } from "./testing/folder.ts";
import { RASPBERRY_PI_OS, UBUNTU_FLAT } from "./testing/stock-cards.ts";
import { VERBS } from "./verbs/index.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** In this process, standing in "/". */
async function call(
  args: readonly string[],
  environment: Record<string, string> = {},
  today = "2026-11-27",
  more: Partial<Surroundings> = {},
) {
  const [printed, noted]: [string[], string[]] = [[], []];
  const status = await runPictl(args, {
    environment: { RACKBERRY: "/", ...environment },
    now: () => Date.parse(today),
    terminal: false,
    columns: () => 100,
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    signal: new AbortController().signal,
    ...more,
  });
  return { status, stdout: printed.join("\n"), stderr: noted.join("\n") };
}

/** As the owner starts it. */
function pictl(args: readonly string[], { cwd = "/", env = {} }: { cwd?: string; env?: Record<string, string> } = {}) {
  const options = {
    cwd,
    env: { PATH: process.env.PATH, HOME: "/nonexistent", ...env },
    encoding: "utf8",
    timeout: 60_000,
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
  return { status, stdout, stderr };
}

test("--help names every verb, and each verb's --help all of its options", async () => {
  const overview = await call(["--help"]);
  assert.deepEqual([overview.status, overview.stderr], [0, ""]);
  for (const verb of VERBS) {
    assert.match(overview.stdout, new RegExp(`^  ${verb.name} +${verb.summary.replaceAll(" ", "\\s+")}$`, "m"));
    const { status, stdout } = await call([verb.name, "--help"]);
    assert.equal(status, 0);
    for (const [name, { short }] of Object.entries(verb.options)) {
      assert.match(stdout, new RegExp(`^  ${short ? `-${short}, ` : ""}--${name}\\b`, "m"), `${verb.name} --${name}`);
    }
    for (const text of ["--rack DIR", "--coordinator HOST", "Exit codes"]) assert.ok(stdout.includes(text));
    for (const line of stdout.split("\n")) assert.ok(line.length <= 110, line);
  }
  assert.equal((await call(["help", "card"])).stdout, (await call(["card", "-h"])).stdout);
});

test("as a program it answers on standard output with 0, and complains on standard error with 2", () => {
  const version = pictl(["--version"]);
  assert.match(version.stdout, /^pictl \d+\.\d+\.\d+\n$/);
  assert.deepEqual([version.status, version.stderr], [0, ""]);
  const wrong = pictl(["card", "--mster", "/boot"]);
  assert.deepEqual(wrong, {
    status: 2,
    stdout: "",
    stderr: "pictl: Unknown option '--mster'; did you mean --master? (pictl card --help)\n",
  });
});

const WRONG: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [
    [],
    /^pictl: a verb is missing; use one of: init, card, up, pin, status, wait, plan, apply, adopt, logs, kubeconfig, mirror, upgrade, reset, completion /,
  ],
  [["stats"], /^pictl: there is no verb stats; did you mean status\?/],
  [["status", "x", "y"], /^pictl: usage: pictl status/],
  [["card", "/boot", "--image", "x.img"], /^pictl: usage: pictl card \[BOOT_DIR \| N\] \[--image/],
  [["card", "/boot", "--count", "2"], /^pictl: --count goes with --image/],
  [["card", "--master", "--worker", "/boot"], /^pictl: --master and --worker exclude each other/],
  [["card", "--again", "/boot"], /^pictl: --again goes with --master/],
  [["card", "0"], /^pictl: pictl card takes a number from 1 to 64, not "0"/],
  [["card", "65"], /^pictl: pictl card takes a number from 1 to 64, not "65"/],
  [["card", "2", "--name", "a"], /^pictl: --name is for a single card/],
  [["card", "2", "--dry-run"], /^pictl: --dry-run is for a single card/],
  [["up", "--timeout", "soon"], /^pictl: --timeout takes a time such as 90s, 20m or 1h, not "soon"/],
  [["up", "--timeout", "0m"], /^pictl: --timeout takes a time/],
  [
    ["card", "--image", "x.img", "--out", "y.img", "--name", "a", "--count", "2"],
    /^pictl: --name is for a single card/,
  ],
  [["card", "--image", "x.img", "--out", "y.img", "--dry-run"], /^pictl: --dry-run works only with BOOT_DIR/],
  [["card", "--image", "x.img"], /^pictl: --image requires either --out FILE or --device DEVICE/],
  [
    ["card", "--image", "x.img", "--out", "y.img", "--count", "0"],
    /^pictl: --count takes a number from 1 to 64, not "0"/,
  ],
  [["card", "--image", "x.img", "--out", "y.img", "--names", "a,B"], /^pictl: --names: not a host name .*: "B"/],
  [
    ["card", "--image", "x.img", "--out", "y.img", "--names", "a,api"],
    /^pictl: --names: api is the cluster's own name/,
  ],
  [
    ["card", "--image", "x.img", "--out", "y.img", "--names", "a,a"],
    /^pictl: --names: each card needs a name of its own/,
  ],
  [
    ["card", "--image", "x.img", "--out", "y", "--names", "a,b", "--count", "3"],
    /^pictl: --names has 2 names for 3 cards/,
  ],
  [
    ["card", "3", "--image", "x.img", "--device", "/dev/x", "--count", "2"],
    /^pictl: pictl card 3 --count 2: give the number only once/,
  ],
  [["card", "--mster", "/boot"], /^pictl: Unknown option '--mster'; did you mean --master\? \(pictl card --help\)$/m],
  [["status", "--wathc"], /^pictl: Unknown option '--wathc'; did you mean --watch\?/],
  [["card", "-C", "", "/boot"], /^pictl: -C has no value \(pictl card --help\)$/],
  [["card", "--packages=", "/boot"], /^pictl: --packages has no value/],
  [["card", ""], /^pictl: an argument is empty \(pictl card --help\)$/],
  [["init", ""], /^pictl: an argument is empty/],
  [["card", "--name", "a", "--name", "b", "/boot"], /^pictl: --name is given twice/],
  [["--name", "cellar", "card"], /^pictl: the verb has to come first: pictl card …/],
  [["status", "--coordinator", "http://x"], /^pictl: --coordinator: "http:\/\/x" is not HOST or HOST:PORT/],
  [["logs", "a b"], /^pictl: "a b" is not a node's name: pictl status lists them$/],
  [["logs", "node1.kube.local"], /^pictl: node1\.kube\.local includes the domain: use the node's name, node1$/],
  [["reset", "../x", "-y"], /^pictl: "\.\.\/x" is not a node's name/],
  [["adopt", "a b"], /^pictl: "a b" is neither a node's name nor a serial number/],
  [["card", "--name", "localhost", "/boot"], /^pictl: --name: localhost means something else on every machine/],
  [["card", "--name", "12", "/boot"], /^pictl: --name: 12 is read as an address/],
  [["stat\x1b[2Js"], /^pictl: there is no verb "stat\\u001b\[2Js"/],
  [["card", "--arch", "z80", "/boot"], /^pictl: --arch z80: only arm64 and amd64 are available/],
  [["card", "--name", "Cellar", "/boot"], /^pictl: --name: not a host name \(.*\): "Cellar"$/],
  [["card", "--name", "api", "/boot"], /^pictl: --name: api is the cluster's own name, so no node can have it/],
  [["logs", "node1", "-n", "many"], /^pictl: --lines takes a number from 0 to 5000, not "many"/],
  [["mirror", "nginx@sha256:ab"], /^pictl: "nginx@sha256:ab" is not an image with a tag, such as nginx:1\.27/],
  [["mirror", "nginx", "--off"], /^pictl: --off removes the whole mirror: name no images/],
  [["wait", "--timeout", "soon"], /^pictl: --timeout takes a time such as 90s, 20m or 1h, not "soon"$/],
  [["wait", "--timeout", "200h"], /^pictl: --timeout takes a time/],
  [["wait", "a b"], /^pictl: "a b" is not a node's name/],
  [["kubeconfig", "--stdout", "-o", "x"], /^pictl: --stdout writes no file/],
  [["kubeconfig", "--name", "a b"], /^pictl: --name takes letters/],
  [["completion", "tcsh"], /^pictl: completion is for bash, zsh and fish, not "tcsh"$/],
  [["init", "--ssh-key", "x", "--no-ssh-key", "/nowhere"], /^pictl: --ssh-key and --no-ssh-key exclude each other$/],
  [["adopt", "node1", "--fingerprint", "ab"], /^pictl: --fingerprint takes 64 hex digits/],
];
for (const [args, message] of WRONG) {
  test(`wrong use is one line and exit code 2: pictl ${args.join(" ")}`, async () => {
    using rack = await rackDirectory();
    const { status, stdout, stderr } = await call(args, { RACKBERRY: rack.path });
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.match(stderr, /^[^\n]+$/);
  });
}

test("a rack is found by -C, by RACKBERRY, and where one stands", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const card = ["card", "--worker", "--packages", `${rack.path}/dist`, boot.path];
  assert.deepEqual(await call(card), {
    status: 1,
    stdout: "",
    stderr: "pictl: / is not a rack directory: name it with -C DIR, or make one with pictl init",
  });
  for (const { status, stdout, stderr } of [
    await call(["-C", rack.path, ...card]),
    await call([...card, `--rack=${rack.path}`]),
    await call(card, { RACKBERRY: rack.path }),
    pictl(card, { cwd: rack.path }),
  ]) {
    assert.equal(status, 0, stderr);
    assert.match(stdout, /is now the card of a node of rackberry: unmount it/);
  }
});

test("a rack is found from a folder in it, and the one that init made last from anywhere else", async () => {
  using home = temporaryFolder();
  using rack = await rackDirectory();
  rack.write("notes/today", "");
  const where = { env: { HOME: home.path } };
  const pin = (cwd: string) => pictl(["pin"], { cwd, ...where });
  assert.match(pin(home.path).stderr, /^pictl: \S+ is not a rack directory: name it with -C DIR, or make one/);
  assert.equal(pictl(["init", `${home.path}/rack`], where).status, 0);
  assert.equal(home.read(".config/rackberry/current"), `${home.path}/rack\n`);
  const remembered = pin("/");
  assert.equal(remembered.status, 0);
  assert.equal(remembered.stdout, pin(`${home.path}/rack`).stdout);
  assert.equal(pin(`${rack.path}/notes`).stdout, pin(rack.path).stdout);
  assert.notEqual(pin(rack.path).stdout, remembered.stdout);
  // A new one is made where one stands, and not in the one that is remembered.
  home.write("second/notes", "");
  const xdg = { HOME: home.path, XDG_CONFIG_HOME: `${home.path}/xdg` };
  assert.equal(pictl(["init"], { cwd: `${home.path}/second`, env: xdg }).status, 0);
  assert.equal(home.read("xdg/rackberry/current"), `${home.path}/second\n`);
  assert.equal(pin("/").stdout, remembered.stdout);
});

test("a rack above the folder where one stands is taken only if it is one's own", async () => {
  using rack = await rackDirectory();
  rack.write("notes/today", "");
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(`${rack.path}/rack.yaml`, 1234, 1234);
  const status = (env: Record<string, string>) => pictl(["pin"], { cwd: `${rack.path}/notes`, env }).status;
  assert.equal(status({}), isRoot ? 1 : 0);
  assert.equal(status({ SUDO_UID: "1234" }), 0);
});

test("a home that takes nothing keeps no rack from being made", async () => {
  using home = temporaryFolder();
  home.write("file", "");
  const { status, stderr } = await call(["init", `${home.path}/rack`], {}, undefined, { home: `${home.path}/file` });
  assert.equal(status, 0);
  assert.match(stderr, /^warning: pictl cannot remember this rack, so name it with -C each time: /m);
});

test("init takes the owner's usual key, the one that is named, or none, and says so", async () => {
  using home = temporaryFolder();
  const init = async (name: string, ...options: string[]) => {
    const { status, stderr } = await call(["init", `${home.path}/${name}`, ...options], {}, undefined, {
      home: home.path,
    });
    assert.equal(status, 0, stderr);
    return { stderr, ...(await readRack(`${home.path}/${name}`)) };
  };
  const none = await init("none");
  assert.deepEqual(none.sshKeys, []);
  assert.match(
    none.stderr,
    /^there is no ssh public key in ~\/\.ssh .*: until a key is in rack\.yaml .* stay enabled$/m,
  );
  home.write(".ssh/id_rsa.pub", `${SSH_KEY} old\n`);
  home.write(".ssh/id_ed25519.pub", `${SSH_KEY.slice(0, -4)} cut\n`);
  const usual = await init("usual");
  assert.deepEqual(usual.sshKeys, [`${SSH_KEY} old`]);
  assert.match(
    usual.stderr,
    /id_ed25519\.pub is not used: this ssh-ed25519 key .*\nyour ssh key is in rack\.yaml: \S+id_rsa\.pub$/m,
  );
  home.write("key.pub", `\n# mine\n${SSH_KEY} anna: "laptop" # $&\n`);
  assert.deepEqual((await init("named", "--ssh-key", `${home.path}/key.pub`)).sshKeys, [
    `${SSH_KEY} anna: "laptop" # $&`,
  ]);
  assert.deepEqual((await init("unwanted", "--no-ssh-key")).sshKeys, []);
});

test("a key file that is not there, or holds no public key, makes no rack", async () => {
  using home = temporaryFolder();
  home.write("id", "-----BEGIN OPENSSH PRIVATE KEY-----\n");
  for (const [name, reason] of [
    ["nowhere.pub", /nowhere\.pub does not exist: name your key's \.pub file$/],
    ["id", /id: this is a private key, which must stay where it is/],
  ] as const) {
    const { status, stderr } = await call(["init", `${home.path}/rack`, "--ssh-key", `${home.path}/${name}`]);
    assert.equal(status, 1);
    assert.match(stderr, reason);
  }
  assert.deepEqual(Object.keys(home.files()), ["id"]);
});

test("a card is told what it is, a dry run shows it and writes nothing", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU_FLAT);
  const args = ["-C", rack.path, "card", "--worker", "--name", "cellar", "--packages", `${rack.path}/dist`, boot.path];
  const dry = await call([...args, "--dry-run"]);
  assert.equal(dry.status, 0);
  assert.match(dry.stdout, /^\+\+\+ user-data$/m);
  assert.match(dry.stderr, /holds Ubuntu 22\.04 to 25\.04; this was a dry run, and nothing was written$/);
  assert.deepEqual(boot.files(), UBUNTU_FLAT);
  const { status, stdout, stderr } = await call(args);
  assert.equal(status, 0);
  assert.match(stdout, /\(Ubuntu 22\.04 to 25\.04\) is now the card of cellar of rackberry: unmount it/);
  assert.match(stderr, /^user-data names this Pi "attic": it becomes cellar$/m);
});

test("init makes a rack where it is told, once", async () => {
  using home = temporaryFolder();
  const init = ["init", `${home.path}/rack`];
  assert.equal((await call(init)).status, 0);
  const before = home.files();
  const again = await call(init);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /^pictl: .*rack\.yaml already exists[^\n]*$/);
  assert.deepEqual(home.files(), before);
});

test("whoever sets up a version that is not mended any more is told, before the Pi is", async () => {
  using home = temporaryFolder();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const late = "2027-08-01";
  const notice = /^Kubernetes 1\.36 is out of support since 2027-06-28: .*\(supported: 1\.37\)$/m;
  const rack = `${home.path}/rack`;
  assert.match((await call(["init", rack], {}, late)).stderr, notice);
  assert.doesNotMatch((await call(["init", `${home.path}/second`])).stderr, /support/);
  for (const name of ["pi-agent", "pi-coordinator"]) home.write(`dist/${name}_0.1.0_arm64.deb`, debOf(name));
  const card = ["-C", rack, "card", "--packages", `${home.path}/dist`, boot.path];
  assert.match((await call([...card, "--dry-run"], {}, late)).stderr, notice);
  assert.match((await call(card, {}, late)).stderr, notice);
  assert.doesNotMatch((await call(card)).stderr, /support/);
});

test("pin prints what the rack's cards carry", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  assert.equal((await call(["-C", rack.path, "card", "--packages", `${rack.path}/dist`, boot.path])).status, 0);
  const { status, stdout } = await call(["pin"], { RACKBERRY: rack.path });
  assert.equal(status, 0);
  const { pin, release } = JSON.parse(boot.read("rackberry/card.json") ?? "");
  assert.equal(`${pin} ${release}`, stdout);
  assert.notEqual(pin, release);
});

test("every problem of rack.yaml is told with file and line, and the card is not touched", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  rack.write("rack.yaml", "rack: cellar\nnetwork: calico\nuser: { nme: x }\n");
  const { status, stderr } = pictl(["card", boot.path, "--packages", "dist"], { cwd: rack.path });
  assert.equal(status, 1);
  assert.deepEqual(stderr.split("\n"), [
    'pictl: rack.yaml:2: network: "calico" is not one of: flannel, direct',
    "rack.yaml:3: user.nme: unknown key; did you mean name?",
    "",
  ]);
  assert.deepEqual(boot.files(), RASPBERRY_PI_OS);
});

for (const mode of [0o644, 0o666, 0o640]) {
  test(`secrets that others can read are warned of: mode 0${mode.toString(8)}`, async () => {
    using rack = await rackDirectory();
    const quiet = await call(["pin"], { RACKBERRY: rack.path });
    assert.equal(quiet.stderr, "");
    for (const name of ["coordinator.key", "rack.secret"]) chmodSync(`${rack.path}/secrets/${name}`, mode);
    const { status, stdout, stderr } = await call(["pin"], { RACKBERRY: rack.path });
    assert.deepEqual([status, stdout], [0, quiet.stdout]);
    assert.match(
      stderr,
      /^warning: others can read \S+coordinator\.key \(mode 0\d+\) and \S+rack\.secret .* controls the rack: chmod -R go= \S+secrets$/,
    );
  });
}

test("a folder of secrets that others can write to is warned of, one that they can only list is not", async () => {
  using rack = await rackDirectory();
  chmodSync(`${rack.path}/secrets`, 0o755);
  assert.equal((await call(["pin"], { RACKBERRY: rack.path })).stderr, "");
  chmodSync(`${rack.path}/secrets`, 0o775);
  const { status, stderr } = await call(["pin"], { RACKBERRY: rack.path });
  assert.equal(status, 0);
  assert.match(
    stderr,
    /^warning: others can put their own keys into \S+secrets \(mode 0775\): chmod -R go= \S+secrets$/,
  );
});

test("a house inside the cluster's ranges is warned of where rack.yaml is made and read", async () => {
  using home = temporaryFolder();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const house = { networks: async () => [{ subnet: "10.100.0.0/24", what: "this machine's network (eth0)" }] };
  const rack = `${home.path}/rack`;
  const warning =
    /^warning: serviceSubnet 10\.96\.0\.0\/12 shares addresses with 10\.100\.0\.0\/24, this machine's network \(eth0\)/m;
  assert.match((await call(["init", rack], {}, undefined, house)).stderr, warning);
  home.write("dist/pi-agent_0.1.0_arm64.deb", debOf(""));
  const card = ["-C", rack, "card", "--worker", "--packages", `${home.path}/dist`, boot.path, "--dry-run"];
  assert.match((await call(card, {}, undefined, house)).stderr, warning);
  home.write("rack/rack.yaml", "podSubnet: 192.168.0.0/16\nserviceSubnet: 10.43.0.0/16\n");
  assert.doesNotMatch((await call(card, {}, undefined, house)).stderr, /warning/);
});

test("what is said of ssh keys is true: without one nothing is closed", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const { stderr } = await call(["-C", rack.path, "card", "--packages", `${rack.path}/dist`, boot.path, "--dry-run"]);
  assert.match(stderr, /^rack\.yaml has no ssh key, so the password logins of the image, .* stay enabled/m);
});

test("a name that rack.yaml keeps for another Pi is told with that Pi's serial number", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  rack.write("rack.yaml", "nodes: [{ serial: 10000000ABCDEF01, name: cellar }]\n");
  const card = ["-C", rack.path, "card", "--name", "cellar", "--packages", `${rack.path}/dist`, boot.path, "--dry-run"];
  assert.match(
    (await call(card)).stderr,
    /^rack\.yaml reserves the name cellar for the Pi 10000000abcdef01: put this card/m,
  );
});

test("reset asks, and with nobody to ask it wants --yes", async () => {
  using rack = await rackDirectory();
  const { status, stderr } = await call(["reset", "node1"], { RACKBERRY: rack.path });
  assert.deepEqual([status, stderr], [1, "pictl: reset destroys what runs on node1: confirm with --yes"]);
});

test("each exit code of the help is that of a real run, and each failure has a sentence on standard error", async () => {
  using folder = temporaryFolder();
  using rack = await rackDirectory();
  const { stdout } = pictl(["--help"]);
  const table = [...stdout.slice(stdout.indexOf("Exit codes")).matchAll(/^ {2}(\d+) +\S/gm)].map(([, code]) =>
    Number(code),
  );
  const interrupted = await call(["wait", "-C", rack.path], {}, "2026-11-27", { signal: AbortSignal.abort() });
  assert.match(interrupted.stderr, /^pictl: interrupted: the rack carries on by itself$/m);
  const done = pictl(["--version"]);
  assert.equal(done.stderr, "");
  const [failed, wrong] = [pictl(["pin", "-C", folder.path]), pictl(["pin", "more"])];
  for (const { stdout, stderr } of [failed, wrong]) {
    assert.equal(stdout, "");
    assert.match(stderr, /^pictl: .+\n$/);
  }
  assert.deepEqual(
    [done, failed, wrong, interrupted].map(({ status }) => status),
    table,
  );
});
