# The service and all commands of Dekkend. See docs/docker.md.

FROM python:3.13-slim AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# Packages first: a change of our own code then leaves these layers in the cache.
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN python -m pip install --only-binary :all: --require-hashes -r requirements/build.txt
# The environment goes to the final image as a whole, so it holds no pip.
RUN python -m venv --without-pip /opt/dekkend \
    && python -m pip --python /opt/dekkend/bin/python install --only-binary :all: --require-hashes -r requirements/runtime.txt

COPY pyproject.toml README.md LICENSE ./
COPY schema/ schema/
COPY graph/ graph/
COPY loaders/ loaders/
COPY visualisations/ visualisations/
COPY api/ api/
COPY examples/ examples/
RUN python -m hatchling build -t wheel -d /dist \
    && python -m pip --python /opt/dekkend/bin/python install --no-deps /dist/dekkend-*.whl


FROM python:3.13-slim
LABEL org.opencontainers.image.title="Dekkend" \
      org.opencontainers.image.description="Brengt het onderwijs-zorgcontinuüm van een regio in kaart en vindt de lacunes erin" \
      org.opencontainers.image.licenses="EUPL-1.2"

RUN groupadd --gid 10001 dekkend \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin dekkend
COPY --from=build /opt/dekkend /opt/dekkend

# Inside a container only its own addresses exist: the service has to listen on all of them, and refuses to
# until DEKKEND_ACCESS_GUARDED says that access is arranged. The time zone decides which day is today.
ENV PATH=/opt/dekkend/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TZ=Europe/Amsterdam \
    DEKKEND_HOST=0.0.0.0

USER 10001:10001
EXPOSE 8420
# http.client and not urllib.request: that would follow a proxy from the environment.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8420, timeout=8); c.request('GET', '/readyz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["dekkend"]
CMD ["serve"]
