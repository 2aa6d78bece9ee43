# What Homebrew has no formula for, at a pinned version with a checksum. macOS only: on Linux the
# distribution carries everything, and a build that downloads would be a surprise there.
include(FetchContent)
set(QCORO_WITH_QTDBUS OFF)
set(QCORO_WITH_QTWEBSOCKETS OFF)
set(QCORO_WITH_QTQUICK OFF)
set(QCORO_WITH_QML OFF)
set(QCORO_BUILD_EXAMPLES OFF)
