#!/usr/bin/env bash
# The packages of node that the tests read with, as package-lock.json has them; says which node they run on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
echo "node $(node --version) at $(readlink -f "$(command -v node)"), npm $(npm --version)"
npm ci --no-audit --no-fund
