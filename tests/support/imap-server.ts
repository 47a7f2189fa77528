import { spawn } from "node:child_process";
import { chownSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { installed } from "./debian-package.ts";
import { freePort } from "./free-port.ts";

const USER = "answers";
const PASSWORD = "a quiet mailbox";
/** Dovecot opens no mailbox as root. */
const NOBODY = 65_534;

/** Dovecot with one mailbox, which ends with the test. */
export async function openImapServer() {
  const program = installed(["/usr/sbin/dovecot"], "dovecot-imapd");
  const folder = await mkdtemp(path.join(tmpdir(), "imap-"));
  const mails = path.join(folder, "mail");
  const isRoot = process.getuid?.() === 0;
  const { username, uid, gid } = userInfo();
  const owner = isRoot ? NOBODY : uid;
  const group = isRoot ? NOBODY : gid;
  for (const name of ["new", "cur", "tmp"]) {
    await mkdir(path.join(mails, name), { recursive: true });
  }
  for (const place of [folder, mails, ...["new", "cur", "tmp"].map((of) => path.join(mails, of))]) {
    if (isRoot) chownSync(place, owner, group);
  }
  const port = await freePort();
  const users = isRoot
    ? "default_login_user = nobody\ndefault_internal_user = nobody\ndefault_internal_group = nogroup\n"
    : `default_login_user = ${username}\ndefault_internal_user = ${username}\ndefault_internal_group =\n`;
  const settings = path.join(folder, "dovecot.conf");
  await writeFile(
    settings,
    `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
listen = 127.0.0.1
protocols = imap
ssl = no
auth_allow_cleartext = yes
${users}first_valid_uid = 1
first_valid_gid = 1
mail_driver = maildir
mail_path = ${mails}
mail_home = ${folder}
mail_uid = ${owner}
mail_gid = ${group}
namespace inbox {
  inbox = yes
}
passdb static {
  password = ${PASSWORD}
}
userdb static {
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  );
  const server = spawn(program, ["-F", "-c", settings], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  onTestFinished(async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  await answering(port);
  let count = 0;
  return {
    settings: {
      host: "127.0.0.1",
      port,
      secure: false,
      user: USER,
      password: PASSWORD,
      folder: "INBOX",
    },
    url: `imap://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/INBOX`,
    /** As the mail server puts it there. */
    async deliver(mail: Uint8Array): Promise<void> {
      count += 1;
      const name = `${Date.now()}.${process.pid}_${count}.here`;
      const file = path.join(mails, "tmp", name);
      await writeFile(file, mail);
      if (isRoot) chownSync(file, owner, group);
      // It is there whole, or not at all.
      await rename(file, path.join(mails, "new", name));
    },
    /** How many mails lie there, and how many of them nobody has read. */
    async lying(): Promise<{ readonly all: number; readonly unread: number }> {
      const [fresh, seen] = await Promise.all(
        ["new", "cur"].map((name) => readdir(path.join(mails, name))),
      );
      const all = [...(fresh ?? []), ...(seen ?? [])];
      return { all: all.length, unread: all.filter((name) => !/,[A-Z]*S/u.test(name)).length };
    },
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Dovecot does not answer");
}
