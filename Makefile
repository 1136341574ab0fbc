# make run   打开样例（第一次会先装好一切）        make bench      量速度
# make test  全部检查和测试                        make bench-all  量速度，连同费时的
# make setup 只做准备                              make wheel      打包到 dist/
# make deb   打成 Debian 软件包，放到 dist/         make deb-test   装进空的 Debian 12 里试（要 root）
# make deb-old     同上，给 glibc 2.28 起的老系统（统信、麒麟）；make deb-arm64 给 arm64（飞腾、鲲鹏），在 qemu 里自检
# make deb-uos     按统信应用商店要求的目录（/opt/apps），用 deb-old 的内容
# make onefile     一个文件，给没有管理员权限的 Linux 桌面，做好就试
# make wheel-test  用 pip 装 dist/ 里的包来试
# make windows 造 Windows 安装程序和便携包          make windows-test 在 Wine 里装好它、走一遍、弄坏更新、再移除
# make msi   同上，给管理员统一部署的 MSI           make msi-test    在 Wine 里装、更新、移除 MSI
# make recogniser  识别组件（读入扫描件）的安装程序、便携包、MSI 和 Debian 软件包   make recogniser-test  装好、读一页、移除
# SIGN=命令 make windows msi  自己的程序文件都交给这个命令签名；make windows-sign-test 用临时证书试
# make stage 只把 Windows 程序放成一个文件夹，看齐不齐       make release  全部做一遍，写出 SHA-256 和核对了什么；STRICT=1 不许跳过
# make torture 随机杀掉正在编辑和保存的程序 200 次，再在窗口里随意走一遍，看有没有丢东西
# make fuzz   把改坏的输入喂给每个读文件的部分，两分钟；make fuzz N=20000 喂这么多个
# make truth  核对得准不准：已公布年报逐条复核，植入的差错按规则计数
# make bench-scans 扫描件、照片读得准不准：按损坏的种类列出正确、存疑、瞒过的格（约半小时）
# make guide  只用键盘走一遍，生成使用说明的图     make clean 删除产生的文件（.venv 和字体除外）

SHELL := bash
PYTHON := .venv/bin/python
SAMPLE := resources/samples/pengshui-2021.txt
OUT := out/彭水2021

.PHONY: run test bench bench-all bench-scans truth torture fuzz wheel wheel-test deb deb-test deb-old deb-uos deb-arm64 onefile stage windows windows-test windows-broken windows-sign-test msi msi-test recogniser recogniser-test release guide setup clean

# With no screen, or without the libraries for a window, the same job without one. `check` gives 1 where it finds something.
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && [ ! -e .venv/no-window ]; then \
	    .venv/bin/govreport $(SAMPLE); \
	else \
	    echo "没有屏幕，不能打开窗口，改为核对样例并输出 PDF 和 Excel。" && mkdir -p out && \
	    { .venv/bin/govreport check $(SAMPLE) || [ $$? = 1 ]; } && \
	    .venv/bin/govreport export $(SAMPLE) --to $(OUT).pdf --force && \
	    .venv/bin/govreport export $(SAMPLE) --to $(OUT).xlsx --force && \
	    echo "没有屏幕；结果在 $(OUT).pdf 和 $(OUT).xlsx 。"; \
	fi

# Qt warns in a locale that is not UTF-8; tests open no windows on anyone's screen.
test bench bench-all bench-scans torture fuzz: export LC_ALL := C.UTF-8
test bench bench-all bench-scans torture fuzz: export QT_QPA_PLATFORM ?= offscreen

# In as many processes as the machine has processors, at most four: each holds a Qt of its own.
# Without Qt's libraries the tests that need none run, and the whole counts as failed. At the end: is all of it in what
# is shipped? Looked at in seconds; without a compiler for Windows it is skipped, and says so.
test: setup
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	@if [ -e .venv/no-window ]; then \
	    $(PYTHON) -m pytest -p no:pytest-qt -o addopts=--import-mode=importlib \
	        -W ignore::pytest.PytestConfigWarning --ignore=tests/ui; \
	    echo "界面测试没有做：缺少系统库 $$(cat .venv/no-window)"; exit 1; \
	fi
	$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist worksteal
	NO_INSTALL=1 $(MAKE) stage

bench: setup
	$(PYTHON) benchmarks/bench.py

bench-all: setup
	$(PYTHON) benchmarks/bench.py --all
	$(PYTHON) benchmarks/reading.py
	$(PYTHON) benchmarks/hostile.py
	$(PYTHON) benchmarks/hostile_pictures.py
	$(PYTHON) benchmarks/rollup.py
	$(PYTHON) benchmarks/ledger.py
	$(PYTHON) benchmarks/peers.py
	$(PYTHON) benchmarks/scale.py
	$(PYTHON) benchmarks/readers.py || [ $$? = 77 ]

bench-scans: setup
	$(PYTHON) benchmarks/scans.py mild --changed 24
	$(PYTHON) benchmarks/scans.py

truth: setup
	$(PYTHON) benchmarks/truth.py

# Some three minutes, the longer the busier the machine. Does it notice what it is there for? tests/test_torture.py spoils the program.
torture: setup
	$(PYTHON) benchmarks/torture_desk.py
	$(PYTHON) benchmarks/torture_ledger.py
	$(PYTHON) benchmarks/torture.py

# Each input follows from SEED and its number; what fails is printed and kept in out/fuzz, made small.
fuzz: setup
	DICE=1 $(PYTHON) -m pytest -q $$(grep -rl "from hypothesis import" tests --include="test_*.py")
	$(PYTHON) benchmarks/fuzz.py --inputs $(or $(N),0) --seed $(or $(SEED),1)

wheel: setup
	@for each in $$(sed -n 's#^"\(resources/fonts/[^"]*\)" = .*#\1#p' pyproject.toml); do \
	    [ -s $$each ] || { echo "缺少字体 $$each，不能打包。"; exit 1; }; done
	$(PYTHON) -m hatchling build -t wheel -d dist

wheel-test: wheel
	@bash packaging/linux/wheel-test.sh

# 77 means skipped, with the reason said: a machine that cannot do it is no failure, and no success either; with STRICT=1 it fails.
SKIPPED_OR_NOT = || [ $$? = 77 -a -z "$(STRICT)" ]

deb: wheel
	@bash packaging/linux/build.sh $(SKIPPED_OR_NOT)

deb-old: wheel
	@bash packaging/linux/old-systems.sh $(SKIPPED_OR_NOT)

deb-uos: deb-old
	@bash packaging/linux/uos.sh $(SKIPPED_OR_NOT)

onefile: deb
	@bash packaging/linux/onefile.sh $(SKIPPED_OR_NOT)

deb-arm64: wheel
	@bash packaging/linux/arm64/build.sh $(SKIPPED_OR_NOT)

deb-test:
	@bash packaging/linux/deb-test.sh $(SKIPPED_OR_NOT)

# The Windows program put together and looked at, but not packed or run; some seconds once its wheels are there.
stage: setup
	@bash packaging/windows/stage.sh $(SKIPPED_OR_NOT)

windows: setup
	@bash packaging/windows/build.sh $(SKIPPED_OR_NOT)

windows-test: windows
	@bash packaging/windows/wine/acceptance.sh $(SKIPPED_OR_NOT)
	@bash packaging/windows/wine/unit.sh $(SKIPPED_OR_NOT)

# Do the checks of windows-test notice what they are there for? Each cause is broken once.
windows-broken: windows
	@bash packaging/windows/wine/broken.sh $(SKIPPED_OR_NOT)

windows-sign-test: setup
	@bash packaging/windows/sign-test.sh $(SKIPPED_OR_NOT)

msi: windows
	@bash packaging/windows/build-msi.sh $(SKIPPED_OR_NOT)

msi-test: msi
	@bash packaging/windows/wine/msi.sh $(SKIPPED_OR_NOT)

# The add-on that reads paper: from wheels alone, so the program need not be built for it; trying it takes the program too.
recogniser: setup
	@bash packaging/recogniser/build.sh $(SKIPPED_OR_NOT)

recogniser-test: windows deb recogniser
	@bash packaging/recogniser/wine-test.sh $(SKIPPED_OR_NOT)
	@bash packaging/recogniser/deb-test.sh $(SKIPPED_OR_NOT)

# All of the above in order, the SHA-256 of each file, sizes, and what was and was not checked, in dist/release.md. More than an
# hour; a run that was cut off goes on where it was.
release: setup
	@bash packaging/release.sh

# The keyboard alone, from a new report to the PDF, on a screen of its own; makes the pictures of docs/guide.
guide: setup
	$(PYTHON) docs/guide/run.py
	QT_QPA_PLATFORM=offscreen PYTHONPATH=benchmarks $(PYTHON) docs/guide/other_windows.py

setup:
	@bash packaging/setup.sh

clean:
	rm -rf out dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find govreport_gui tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
