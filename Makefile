# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
# Every target installs what it needs and says what and why; .ci/need does the installing.

SAMPLE   ?= novel_sophia
PAIRS    ?= assets/samples
STROKES  ?= 0
OUT      ?= out
PYTHON   ?= /usr/bin/python3
NOTO     ?= /usr/share/fonts/opentype/noto
RUNS     ?= model/train/runs
SOAK     ?= 120
COLORIZER_MINUTES ?= 180
ENHANCER_MINUTES  ?= 60
PRIOR_MINUTES     ?= 60

GOFUMPT     = mvdan.cc/gofumpt@v0.9.2
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
SAMPLE_DIR  = assets/samples/$(SAMPLE)
INPUT       = --sketch $(SAMPLE_DIR)/sketch.png --reference $(SAMPLE_DIR)/reference.png
EDGES       = $(addprefix --edges ,$(wildcard $(SAMPLE_DIR)/edges.png))
CLI         = bin/keyline-cli
WINDOW      = bin/keyline
VERSION     = $(shell sed -n 's/^ *Version = "\(.*\)"/\1/p' FyneApp.toml)

export GOFLAGS = -buildvcs=false
export CGO_ENABLED = 0

.DEFAULT_GOAL := help
.PHONY: help run headless test lint race e2e arm64 programs trace watch display bench bench-peer soak fuzz pairs selves train train-test eval tables goldens fonts $(CLI) $(WINDOW)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(WINDOW) ## open the window on a shipped sample (SAMPLE=...), already coloured
	$(WINDOW) --sample $(SAMPLE) --out $(OUT)

headless: $(CLI) ## colorize a shipped sample on the command line, without and with edge strokes
	@mkdir -p $(OUT)
	$(CLI) colorize $(INPUT) --out $(OUT)/$(SAMPLE)-base.png
	$(CLI) colorize $(INPUT) $(EDGES) --out $(OUT)/$(SAMPLE)-edges.png

test: lint watch ## everything that must hold: lint, tests, import directions, arm64, race detector, the window
	go test ./...
	go test -count=1 -run '^TestImport' ./app
	@$(MAKE) --no-print-directory fuzz
	@$(MAKE) --no-print-directory arm64
	@$(MAKE) --no-print-directory race
	@$(MAKE) --no-print-directory e2e

fuzz: go ## try hostile input on everything that is read, three seconds a target
	go run ./cmd/internal/soak -minutes 0 -each 3s

soak: go ## the same for two hours of processor time (SOAK=minutes); small new inputs are kept in testdata
	go run ./cmd/internal/soak -minutes $(SOAK) -keep

e2e: $(WINDOW) $(CLI) display ## drive the real window on a display of its own
	go vet -tags e2e ./cmd/keyline
	go test -tags e2e -count=1 -timeout 60m ./cmd/keyline

arm64: go ## run the networks' NEON code for arm64 in an emulator, against the same bytes as here
	@.ci/need qemu-aarch64 qemu-user "it runs programs for arm64"
	GOARCH=arm64 go vet ./model/...
	GOARCH=arm64 go test -c -o bin/kernel-arm64.test ./model/kernel
	GOARCH=arm64 go test -c -o bin/model-arm64.test ./model
	cd model/kernel && qemu-aarch64 ../../bin/kernel-arm64.test
	cd model && qemu-aarch64 ../bin/model-arm64.test -test.run 'InstructionSetsAgree|EveryStageEqualsPyTorch'

programs: go ## open our files in Krita, MyPaint, GIMP and ImageMagick; compare colours with Pillow
	@.ci/need Xvfb xvfb "painting programs need a display"
	@.ci/need krita krita "it must open our layered files"
	@.ci/need mypaint mypaint "it must open our layered files"
	@.ci/need gimp-console gimp "it must open our PSD files"
	@.ci/need mmdebstrap mmdebstrap "it unpacks a GIMP that reads OpenRaster"
	@.ci/need unshare util-linux "that GIMP runs in a folder of its own"
	@.ci/gimp3
	@.ci/need convert imagemagick "it must open our PSD files"
	@.ci/need module:PIL python3-pil "its colour profiles are what ours are compared with"
	go test -count=1 -v -run 'OpensTheLayers' ./cmd/internal/projectfile
	go test -count=1 -v -run 'TestPrograms' ./canvas/psd ./canvas/imageio

trace: $(WINDOW) display ## measure the window: samples to pixels, frames a second, longest block
	go test -tags e2e -run '^$$' -bench Window -benchtime 1x -timeout 30m ./cmd/keyline

watch:
	@.ci/need strace strace "a test watches which sockets the programs open"
	@.ci/need unshare util-linux "a test runs the programs without a network"

display: watch
	@.ci/need Xvfb xvfb libgl1-mesa-dri "the window is tested on a display of its own"
	@.ci/need xdotool xdotool "tests press keys and move the pointer"
	@.ci/need import imagemagick "tests look at the screen"

race:
	@.ci/need gcc gcc libc6-dev "the race detector links C code"
	CGO_ENABLED=1 go test -race -timeout 30m -skip Look ./canvas/... ./app/... # the looks are pictures, without goroutines

lint: go ## go vet, gofumpt, staticcheck
	go vet ./...
	go -C model/kernel/gen vet ./...
	@echo "gofumpt -l ."
	@unformatted="$$(go run $(GOFUMPT) -l .)" || exit 1; \
		if [ -n "$$unformatted" ]; then echo "not gofumpt-formatted (run: go run $(GOFUMPT) -w .):" >&2; echo "$$unformatted" >&2; exit 1; fi
	go run $(STATICCHECK) ./...

bench: $(CLI) ## time a stroke, a base and full pages on this machine
	$(CLI) bench --table

bench-peer: $(CLI) torch ## time the same networks in PyTorch, and G'MIC on the same drawing, in turns
	@.ci/need gmic gmic "its smart coloring is the rival"
	@.ci/need gcc gcc libc6-dev "the FMA peak is measured by a program in C"
	go test -c -o bin/kernel.test ./model/kernel
	go test -c -o bin/model.test ./model
	$(PYTHON) model/train/peer.py --kernel bin/kernel.test --model bin/model.test --cli $(CLI)

eval: $(CLI) ## score the samples (PAIRS=DIR, STROKES=N simulated) against the truth and four baselines
	@mkdir -p $(OUT)
	$(CLI) eval --pairs $(PAIRS) --strokes $(STROKES) --sheet $(OUT)/sheet.webp
	@echo "Pictures: $(abspath $(OUT))/sheet.webp"

tables: $(CLI) ## score all there is: strokes, hints, wrong strokes, rival methods (PAIRS=DIR); missing contours
	@mkdir -p $(OUT)
	$(CLI) eval --pairs $(PAIRS) --strokes 5 --hints 50 --wrong-strokes 3 --sheet $(OUT)/sheet.webp
	go test -count=1 -v -run Contours ./cmd/keyline-cli
	@echo "Pictures: $(abspath $(OUT))/sheet.webp"

goldens: go ## rewrite the golden pictures after looking at the change
	UPDATE_GOLDEN=1 go test ./...
	@git status --short -- '*testdata*'

fonts: ## put Hangul of Noto Sans KR beside the Latin of Inter, in assets/fonts
	@.ci/need module:fontTools python3-fonttools "it takes fonts apart"
	@.ci/need file:$(NOTO)/NotoSansCJK-Regular.ttc fonts-noto-cjk "the Hangul comes from it"
	$(PYTHON) assets/fonts/hangul.py $(NOTO)/NotoSansCJK-Regular.ttc assets/fonts/Inter-Regular.otf assets/fonts/Keyline-Regular.otf Keyline
	$(PYTHON) assets/fonts/hangul.py $(NOTO)/NotoSansCJK-Bold.ttc assets/fonts/Inter-SemiBold.otf assets/fonts/Keyline-SemiBold.otf Keyline

pairs: ## write 24 validation pairs (DATA=DIR) to out/pairs: make eval PAIRS=out/pairs STROKES=5
	@test -n "$(DATA)" || { echo "make pairs needs the pictures: make pairs DATA=DIR" >&2; exit 2; }
	@$(MAKE) --no-print-directory torch
	$(PYTHON) model/train/pairs.py --data $(DATA) --out $(OUT)/pairs

selves: ## write self-references of every validation source (DATA=DIR) to out/selves: make eval PAIRS=out/selves
	@test -n "$(DATA)" || { echo "make selves needs the pictures: make selves DATA=DIR" >&2; exit 2; }
	@$(MAKE) --no-print-directory torch
	$(PYTHON) model/train/pairs.py --data $(DATA) --each 3 --out $(OUT)/selves

train: ## train all networks: DATA=DIR [COLORIZER_MINUTES=180] [ENHANCER_MINUTES=60] [PRIOR_MINUTES=60]
	@test -n "$(DATA)" || { echo "make train needs the pictures: make train DATA=DIR" >&2; exit 2; }
	@$(MAKE) --no-print-directory torch
	@mkdir -p $(RUNS)
	$(PYTHON) model/train/train_colorizer.py --data $(DATA) --out $(RUNS)/colorizer.pt --minutes $(COLORIZER_MINUTES)
	$(PYTHON) model/train/train_enhancer.py --data $(DATA) --colorizer $(RUNS)/colorizer.pt --out $(RUNS)/enhancer.pt --minutes $(ENHANCER_MINUTES)
	$(PYTHON) model/train/train_prior.py --data $(DATA) --colorizer $(RUNS)/colorizer.pt --out $(RUNS)/prior.pt --minutes $(PRIOR_MINUTES)
	$(PYTHON) model/train/export.py --checkpoint $(RUNS)/colorizer.pt --out $(RUNS)/colorizer.safetensors
	$(PYTHON) model/train/export.py --checkpoint $(RUNS)/enhancer.pt --out $(RUNS)/enhancer.safetensors
	$(PYTHON) model/train/export.py --checkpoint $(RUNS)/prior.pt --out $(RUNS)/prior.safetensors
	@echo "Weights written to $(RUNS); copy them to assets/weights to ship them, then: cd assets/weights && sha256sum *.safetensors > SHA256SUMS"

train-test: torch ## test what training is made of: composed panels, simulated strokes, losses
	$(PYTHON) -m unittest discover -s model/train -p 'test_*.py'

$(WINDOW): go
	@.ci/need gcc gcc libc6-dev "the window's graphics driver is C"
	@.ci/need pkg-config pkg-config "the build asks where the graphics libraries are"
	@.ci/need pkg:gl libgl1-mesa-dev "the window draws with OpenGL"
	@.ci/need pkg:xi xorg-dev "the window opens on X11"
	@.ci/need pkg:wayland-client libwayland-dev "the window opens on Wayland"
	@.ci/need pkg:xkbcommon libxkbcommon-dev "the window reads the keyboard"
	@echo "Building the window; the first time takes some minutes."
	CGO_ENABLED=1 go build -ldflags "-X main.version=$(VERSION)" -o $(WINDOW) ./cmd/keyline

$(CLI): go
	go build -o $(CLI) ./cmd/keyline-cli

.PHONY: torch
torch:
	@.ci/need python3 python3 "the networks are trained in Python"
	@.ci/need module:torch python3-torch "training runs on PyTorch"
	@.ci/need module:PIL python3-pil "training reads picture files"
	@.ci/need module:scipy python3-scipy "training prepares pictures with SciPy"

.PHONY: go
go:
	@.ci/need go
