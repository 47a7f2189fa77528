import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { program } from "#tests/deploy/programs/programs.ts";
import { HOST_NAME } from "./cluster.ts";
import { execute, fitted, type ProxyExample } from "./proxy.ts";

/** The processes' addresses as the examples have them. */
export const SHOWN = ["10.0.0.11:3000", "10.0.0.12:3000", "10.0.0.13:3000"];
const addresses = (upstreams: readonly string[]) =>
  SHOWN.map((shown, index) => [shown, upstreams[index] ?? ""] as const);

const nginx: ProxyExample = {
  name: "nginx",
  prepare({ folder, port, plainPort, certificate, key, upstreams }) {
    const site = path.join(folder, "coalition-desk.conf");
    const config = path.join(folder, "nginx.conf");
    writeFileSync(
      site,
      fitted("nginx/coalition-desk.conf", [
        ...addresses(upstreams),
        ["listen 80;", `listen 127.0.0.1:${plainPort};`],
        ["listen 443 ssl;", `listen 127.0.0.1:${port} ssl;`],
        ["/etc/ssl/desk.example.org/fullchain.pem", certificate],
        ["/etc/ssl/desk.example.org/privkey.pem", key],
        ["/var/log/nginx/coalition-desk.log", path.join(folder, "access.log")],
      ]),
    );
    // What a distribution's nginx.conf has around the example.
    writeFileSync(
      config,
      `pid ${folder}/nginx.pid; error_log stderr warn; worker_processes 2;
       events { worker_connections 512; }
       http {
         ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
           .map((use) => `${use}_temp_path ${folder}/${use};`)
           .join("\n")}
         include ${site};
       }\n`,
    );
    const command = [program("nginx"), "-p", folder, "-c", config];
    return {
      check: [...command, "-t"],
      start: [...command, "-g", "daemon off;"],
      reload: async () => void (await execute([...command, "-s", "reload"])),
    };
  },
};

const haproxy: ProxyExample = {
  name: "haproxy",
  prepare({ folder, port, plainPort, certificate, key, upstreams }) {
    const both = path.join(folder, "both.pem");
    const config = path.join(folder, "haproxy.cfg");
    writeFileSync(both, readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
    writeFileSync(
      config,
      fitted("haproxy/haproxy.cfg", [
        ...addresses(upstreams),
        ["bind :80\n", `bind 127.0.0.1:${plainPort}\n`],
        ["bind :443 ssl", `bind 127.0.0.1:${port} ssl`],
        ["/etc/ssl/desk.example.org/fullchain-and-key.pem", both],
      ]),
    );
    return {
      check: [program("haproxy"), "-c", "-V", "-f", config],
      // As its service runs it: a master, which a signal tells to take over.
      start: [program("haproxy"), "-W", "-f", config],
      reload: async (process) => void process.kill("SIGUSR2"),
    };
  },
};

const caddy: ProxyExample = {
  name: "caddy",
  prepare({ folder, port, plainPort, controlPort, certificate, key, upstreams }) {
    const config = path.join(folder, "Caddyfile");
    const options = `{\n\tadmin localhost:${controlPort}\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tskip_install_trust\n}\n`;
    const own = `\tbind 127.0.0.1\n\ttls ${certificate} ${key}\n`;
    const address = `{$DESK_ADDRESS:${HOST_NAME}} {\n`;
    writeFileSync(config, options + fitted("caddy/Caddyfile", [[address, address + own]]));
    const named = ["--config", config, "--adapter", "caddyfile"];
    return {
      check: [program("caddy"), "validate", ...named],
      start: [program("caddy"), "run", ...named],
      environment: {
        DESK_PROCESSES: upstreams.join(" "),
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      },
      async reload() {
        // Caddy takes over nothing where nothing changed.
        await execute(
          [
            program("caddy"),
            "reload",
            ...named,
            "--force",
            "--address",
            `localhost:${controlPort}`,
          ],
          this.environment,
        );
      },
    };
  },
};

export const PROXIES: readonly ProxyExample[] = [nginx, haproxy, caddy];
