# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
# Every target installs what it needs and says what and why; .ci/need does the installing.

SAMPLE   ?= gopher_noodles
PAIRS    ?= assets/samples
OUT      ?= out
PYTHON   ?= /usr/bin/python3
RUNS     ?= model/train/runs
COLORIZER_MINUTES ?= 180
ENHANCER_MINUTES  ?= 60

GOFUMPT     = mvdan.cc/gofumpt@v0.9.2
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
SAMPLE_DIR  = assets/samples/$(SAMPLE)
INPUT       = --sketch $(SAMPLE_DIR)/sketch.png --reference $(SAMPLE_DIR)/reference.png
EDGES       = $(addprefix --edges ,$(wildcard $(SAMPLE_DIR)/edges.png))
CLI         = bin/keyline-cli

export GOFLAGS = -buildvcs=false
export CGO_ENABLED = 0

.DEFAULT_GOAL := help
.PHONY: help run test lint race bench train eval goldens $(CLI)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: $(CLI) ## colorize a shipped sample (SAMPLE=...), without and with edge scribbles
	@mkdir -p $(OUT)
	$(CLI) colorize $(INPUT) --out $(OUT)/$(SAMPLE)-base.png
	$(CLI) colorize $(INPUT) $(EDGES) --out $(OUT)/$(SAMPLE)-edges.png
	@echo "Pictures written:"
	@echo "  $(abspath $(OUT))/$(SAMPLE)-base.png   the colorization"
	@echo "  $(abspath $(OUT))/$(SAMPLE)-edges.png  the same, mended along the strokes of $(SAMPLE_DIR)/edges.png, if there are any"

test: lint ## everything that must hold: lint, tests, import directions, race detector
	go test ./...
	go test -count=1 -run '^TestImport' ./app
	@$(MAKE) --no-print-directory race

race:
	@.ci/need gcc gcc libc6-dev "the race detector links C code"
	CGO_ENABLED=1 go test -race ./canvas/... ./app/...

lint: go ## go vet, gofumpt, staticcheck
	go vet ./...
	go -C model/kernel/gen vet ./...
	@echo "gofumpt -l ."
	@unformatted="$$(go run $(GOFUMPT) -l .)" || exit 1; \
		if [ -n "$$unformatted" ]; then echo "not gofumpt-formatted (run: go run $(GOFUMPT) -w .):" >&2; echo "$$unformatted" >&2; exit 1; fi
	go run $(STATICCHECK) ./...

bench: $(CLI) ## time a stroke, a base and full pages on this machine
	$(CLI) bench --json

eval: $(CLI) ## score the samples (PAIRS=DIR) against the truth and three baselines
	@mkdir -p $(OUT)
	$(CLI) eval --pairs $(PAIRS) --sheet $(OUT)/sheet.webp
	@echo "Pictures: $(abspath $(OUT))/sheet.webp"

goldens: go ## rewrite the golden pictures after looking at the change
	UPDATE_GOLDEN=1 go test ./...
	@git status --short -- '*testdata*'

train: ## train both networks: DATA=DIR [COLORIZER_MINUTES=180] [ENHANCER_MINUTES=60]
	@test -n "$(DATA)" || { echo "make train needs the pictures: make train DATA=DIR" >&2; exit 2; }
	@.ci/need python3 python3 "the networks are trained in Python"
	@.ci/need module:torch python3-torch "training runs on PyTorch"
	@.ci/need module:PIL python3-pil "training reads picture files"
	@.ci/need module:scipy python3-scipy "training prepares pictures with SciPy"
	@mkdir -p $(RUNS)
	$(PYTHON) model/train/train_colorizer.py --data $(DATA) --out $(RUNS)/colorizer.pt --minutes $(COLORIZER_MINUTES)
	$(PYTHON) model/train/train_enhancer.py --data $(DATA) --colorizer $(RUNS)/colorizer.pt --out $(RUNS)/enhancer.pt --minutes $(ENHANCER_MINUTES)
	$(PYTHON) model/train/export.py --checkpoint $(RUNS)/colorizer.pt --out $(RUNS)/colorizer.safetensors
	$(PYTHON) model/train/export.py --checkpoint $(RUNS)/enhancer.pt --out $(RUNS)/enhancer.safetensors
	@echo "Weights written to $(RUNS); copy them to assets/weights to ship them."

$(CLI): go
	go build -o $(CLI) ./cmd/keyline-cli

.PHONY: go
go:
	@.ci/need go
