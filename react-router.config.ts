import remixConfig from "./remix.config.js";

export default remixConfig;
