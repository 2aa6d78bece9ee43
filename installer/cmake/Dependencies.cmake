# Finds every library. On Linux all of them come from the distribution; on macOS what Homebrew
# lacks is fetched at a pinned version with a checksum.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network Sql Svg Concurrent Test)
find_package(yaml-cpp REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Qt6Keychain REQUIRED)

if(APPLE)
    include(FetchOnMac)
endif()
find_package(QCoro6 REQUIRED COMPONENTS Core)
find_package(tl-expected REQUIRED)

# C++20 already switches coroutines on. QCoro's package adds -fcoroutines (g++) or -fcoroutines-ts,
# which clang tools refuse, so its imported target is cleared of them.
foreach(target IN ITEMS QCoro6::Coro QCoro6::Core QCoro::Coro)
    if(TARGET ${target})
        get_target_property(aliased ${target} ALIASED_TARGET)
        if(aliased)
            set(target ${aliased})
        endif()
        set_target_properties(${target} PROPERTIES INTERFACE_COMPILE_OPTIONS "")
    endif()
endforeach()

# yaml-cpp has the namespaced target from 0.8 on; Debian 12 has 0.7.
if(NOT TARGET yaml-cpp::yaml-cpp)
    add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
    target_link_libraries(yaml-cpp::yaml-cpp INTERFACE yaml-cpp)
endif()

# cpp-httplib: Debian and Ubuntu ship a compiled library without a CMake package.
find_package(httplib QUIET)
if(NOT TARGET httplib::httplib)
    find_path(HTTPLIB_INCLUDE_DIR httplib.h REQUIRED)
    find_library(HTTPLIB_LIBRARY cpp-httplib)
    add_library(httplib::httplib INTERFACE IMPORTED)
    target_include_directories(httplib::httplib SYSTEM INTERFACE "${HTTPLIB_INCLUDE_DIR}")
    target_compile_definitions(httplib::httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
    target_link_libraries(httplib::httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
    if(HTTPLIB_LIBRARY)
        target_link_libraries(httplib::httplib INTERFACE "${HTTPLIB_LIBRARY}")
    endif()
endif()
