FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/chatsign
ENV PATH=/opt/chatsign/bin:$PATH
WORKDIR /source
# The dependencies first: they change less often than the program.
COPY requirements.lock ./
RUN pip install --only-binary=:all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY storage ./storage
COPY playground ./playground
RUN pip install --no-deps --no-build-isolation --no-index . \
    && pip check \
    && pip uninstall -q -y pip

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Chatsign" \
      org.opencontainers.image.licenses="MIT"
# Word documents become PDFs, and scans get their words; the fonts are as wide as Word's.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-writer-nogui tesseract-ocr tesseract-ocr-deu \
        fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin chatsign \
    && install -d -o chatsign -g chatsign -m 700 /data
COPY --from=build /opt/chatsign /opt/chatsign
ENV PATH=/opt/chatsign/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CHATSIGN_DATA=/data \
    CHATSIGN_LISTEN=0.0.0.0:8080
USER chatsign
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["chatsign"]
CMD ["serve"]
