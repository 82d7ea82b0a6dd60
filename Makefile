# The two commands of the README. Both install what is missing and say so.
.PHONY: demo test check bench

demo: node_modules
	npm run --silent demo -- $(if $(ONCE),--once)

test: node_modules
	npm run --silent test -- $(if $(ALL),all)

check: node_modules
	npm run --silent check

bench: node_modules
	npm run --silent bench

# The machine's own Node only starts npm; the pinned runtime comes with the packages. Not `npm ci`: it refuses a lock
# without the optional binaries of every other platform, which not every mirror of the registry has.
node_modules: package-lock.json
	npm install --no-save --no-fund --no-audit --loglevel=error
	@touch node_modules
