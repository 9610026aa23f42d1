// The browser comes from the lock file (see bin/setup.mjs); puppeteer must never download one while it is installed.
module.exports = { skipDownload: true }
