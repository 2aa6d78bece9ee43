# What Homebrew has no formula for, pinned by commit: git refuses a tree that does not hash to it.
# macOS only: on Linux the distribution carries everything, and a build that downloads would be a
# surprise there.
include(FetchContent)
set(USE_QT_VERSION 6)
set(QCORO_BUILD_EXAMPLES OFF)
set(QCORO_BUILD_TESTING OFF)
set(QCORO_WITH_QTDBUS OFF)
set(QCORO_WITH_QTWEBSOCKETS OFF)
set(QCORO_WITH_QTQUICK OFF)
set(QCORO_WITH_QML OFF)
set(QCORO_WITH_QTTEST OFF)
FetchContent_Declare(QCoro6
    GIT_REPOSITORY https://github.com/qcoro/qcoro.git
    GIT_TAG 3a6efdbe6a2a4b7fef9093b564a14ad1e046e9a4 # v0.11.0
    OVERRIDE_FIND_PACKAGE)
