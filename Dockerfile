# syntax=docker/dockerfile:1
# Coalition Desk: `docker compose up` starts it with PostgreSQL (compose.yaml); by itself it keeps
# everything in SQLite under /data. docs/self-hosting.md says how to run, back up and upgrade it.

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-trixie-slim
# pg_dump, pg_restore and psql, as new as the PostgreSQL of compose.yaml.
RUN apt-get update \
  && apt-get install -y --no-install-recommends postgresql-client-17 \
  && rm -rf /var/lib/apt/lists/*
RUN mkdir /data /backups && chown node:node /data /backups
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
# Read at run time: what brings the database up to date, the templates of the pages, and the help.
COPY prisma/migrations ./prisma/migrations
COPY server/typesetting ./server/typesetting
COPY docs/help ./docs/help

ENV NODE_ENV=production DATA_DIR=/data PORT=3000
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The server and the commands are files of one folder, so that `docker compose run app setup` works:
# index, setup, admin, audit-verify, backup, doctor, restore, storage-move, seed.
WORKDIR /app/build/process
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=20", "--no-memory-reducer", "--wasm-tiering-budget=180000000"]
CMD ["index"]
