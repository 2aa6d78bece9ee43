# Makes the MCPB bundle: manifest, program, and the libraries and plugins that it needs, as one zip.
#   cmake -D PROGRAM=… -D VERSION=… -D PLATFORM=linux -D OUTPUT=….mcpb [-D PLUGINS=…] -P make_bundle.cmake
# The C library stays the system's own, because the loader is; so does OpenSSL, whose security
# updates shall reach the bundle, and of which Qt would load the system's copy beside ours.
cmake_minimum_required(VERSION 3.25)
foreach(wanted IN ITEMS PROGRAM VERSION PLATFORM OUTPUT)
    if("${${wanted}}" STREQUAL "")
        message(FATAL_ERROR "Give -D ${wanted}=….")
    endif()
endforeach()

set(stage "${OUTPUT}.stage")
file(REMOVE_RECURSE "${stage}")
file(MAKE_DIRECTORY "${stage}/server/lib")
configure_file("${CMAKE_CURRENT_LIST_DIR}/manifest.json.in" "${stage}/manifest.json" @ONLY)
file(COPY_FILE "${PROGRAM}" "${stage}/server/bulkhead")
# What debuggers read is two thirds of the program.
find_program(STRIP NAMES strip llvm-strip)
if(STRIP)
    execute_process(COMMAND "${STRIP}" --strip-debug "${stage}/server/bulkhead" COMMAND_ERROR_IS_FATAL ANY)
endif()
file(CHMOD "${stage}/server/bulkhead" PERMISSIONS
     OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# The server needs SQLite for the audit trail and TLS for the manager, and no other plugin.
set(plugins "")
foreach(plugin IN ITEMS sqldrivers/libqsqlite.so tls/libqopensslbackend.so)
    if(NOT "${PLUGINS}" STREQUAL "")
        if(NOT EXISTS "${PLUGINS}/${plugin}")
            message(FATAL_ERROR "Install Qt's plugin ${plugin}: it is not in ${PLUGINS}.")
        endif()
        get_filename_component(folder "${plugin}" DIRECTORY)
        file(COPY "${PLUGINS}/${plugin}" DESTINATION "${stage}/server/plugins/${folder}")
        list(APPEND plugins "${PLUGINS}/${plugin}")
    endif()
endforeach()

file(GET_RUNTIME_DEPENDENCIES
    EXECUTABLES "${PROGRAM}"
    MODULES ${plugins}
    RESOLVED_DEPENDENCIES_VAR found
    UNRESOLVED_DEPENDENCIES_VAR missing
    PRE_EXCLUDE_REGEXES "^ld-linux" "^linux-vdso"
    POST_EXCLUDE_REGEXES "/lib(c|m|dl|rt|pthread|resolv|util|ssl|crypto)\\.so\\.[0-9]+$")
if(missing)
    message(FATAL_ERROR "Install the libraries that the program needs: ${missing}.")
endif()
foreach(library IN LISTS found)
    file(COPY "${library}" DESTINATION "${stage}/server/lib" FOLLOW_SYMLINK_CHAIN)
endforeach()

# Qt looks for plugins here, and not where it was built.
file(WRITE "${stage}/server/qt.conf" "[Paths]\nPrefix = .\nPlugins = plugins\n")

# A zip knows no symbolic links everywhere: each library once, under the name that is asked for.
file(GLOB entries "${stage}/server/lib/*")
foreach(entry IN LISTS entries)
    if(IS_SYMLINK "${entry}")
        file(REAL_PATH "${entry}" real)
        file(REMOVE "${entry}")
        file(COPY_FILE "${real}" "${entry}")
        list(APPEND followed "${real}")
    endif()
endforeach()
if(followed)
    list(REMOVE_DUPLICATES followed)
    file(REMOVE ${followed})
endif()

file(REMOVE "${OUTPUT}")
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E tar cf "${OUTPUT}" --format=zip manifest.json server
    WORKING_DIRECTORY "${stage}"
    COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE "${stage}")
