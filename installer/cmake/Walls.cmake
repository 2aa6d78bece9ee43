# Compiler flags for our own code, and the functions that make a folder a target. A folder may
# include only what its target links: that turns a broken wall of the design into an error.
add_library(bulkhead_flags INTERFACE)
target_compile_options(bulkhead_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    $<$<BOOL:${BULKHEAD_WERROR}>:-Werror>)
target_compile_definitions(bulkhead_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_CONTEXTLESS_CONNECT QT_STRICT_ITERATORS QT_NO_KEYWORDS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 QT_DISABLE_DEPRECATED_UP_TO=0x060400
    BULKHEAD_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 reports coroutine frames and tl::expected's storage as maybe uninitialised; clang-tidy
    # and the sanitizers watch that instead.
    target_compile_options(bulkhead_flags INTERFACE -Wno-maybe-uninitialized)
endif()
if(NOT BULKHEAD_SANITIZE STREQUAL "")
    add_compile_options(-fsanitize=${BULKHEAD_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${BULKHEAD_SANITIZE})
endif()
find_program(BULKHEAD_LLD ld.lld)
if(BULKHEAD_LLD AND NOT APPLE)
    add_link_options(-fuse-ld=lld)
endif()

# bulkhead_room(<name> SOURCES ... LINKS ... [PRIVATE_LINKS ...])
# One folder, one library `bulkhead_<name>`, alias `bulkhead::<name>`. It sees the headers of the rooms
# that it names and no others, as "<room>/<file>.h". The library is static, and shared where tests are
# built with sanitizers: two hundred test programs that each hold the whole house would fill a disk.
function(bulkhead_room name)
    cmake_parse_arguments(room "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    set(target bulkhead_${name})
    if(BULKHEAD_SHARED_ROOMS)
        add_library(${target} SHARED ${room_SOURCES})
        set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "")
    else()
        add_library(${target} STATIC ${room_SOURCES})
    endif()
    add_library(bulkhead::${name} ALIAS ${target})
    # A private include root that holds only this room: core/ itself is never an include path.
    set(root "${CMAKE_BINARY_DIR}/rooms/${name}")
    file(MAKE_DIRECTORY "${root}")
    if(NOT EXISTS "${root}/${name}")
        file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${name}" SYMBOLIC)
    endif()
    target_include_directories(${target} PUBLIC "${root}")
    target_link_libraries(${target} PUBLIC ${room_LINKS} PRIVATE bulkhead_flags ${room_PRIVATE_LINKS})
endfunction()
