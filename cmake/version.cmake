# Writes OUTPUT from INPUT with the commit that is being built: run before each build, so that it is right after a commit
# too. SOURCE's own repository alone is asked, and a tree that differs from its commit is marked. An archive without a
# repository has the commit in commit.txt, put there by whoever made it (.gitattributes, python/sdist.py); else it is
# unknown.
set(KANTEL_COMMIT "unknown")
find_program(GIT git)
if(GIT)
  execute_process(COMMAND ${GIT} rev-parse --show-toplevel WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE top
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  file(REAL_PATH ${SOURCE} source)
  if(top STREQUAL source)
    execute_process(COMMAND ${GIT} rev-parse --short=12 HEAD WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE head
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${GIT} status --porcelain --untracked-files=no WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE changed
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(head)
      set(KANTEL_COMMIT "${head}")
      if(changed)
        string(APPEND KANTEL_COMMIT "+changes")
      endif()
    endif()
  endif()
endif()
if(KANTEL_COMMIT STREQUAL "unknown" AND EXISTS ${SOURCE}/cmake/commit.txt)
  file(STRINGS ${SOURCE}/cmake/commit.txt archived LIMIT_COUNT 1)
  if(archived MATCHES "^[0-9a-f]+(\\+changes)?$")
    set(KANTEL_COMMIT "${archived}")
  endif()
endif()
configure_file(${INPUT} ${OUTPUT} @ONLY) # touched only where it differs
