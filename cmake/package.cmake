# Where the program lands, what is installed, and the Debian package: `make package`.
#
# Man page and completions come from the program's own description of its command line.
# Everything here waits for the target `assay`.
if(NOT TARGET assay)
  return()
endif()

set_target_properties(assay PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})

set(pages ${PROJECT_BINARY_DIR}/pages)
file(MAKE_DIRECTORY ${pages})
set(made "")
function(assay_page file)
  add_custom_command(OUTPUT ${pages}/${file} DEPENDS assay VERBATIM
    COMMAND sh -c "\"$0\" help \"$@\" >'${pages}/${file}'" $<TARGET_FILE:assay> ${ARGN})
  set(made ${made} ${pages}/${file} PARENT_SCOPE)
endfunction()
assay_page(assay.1 --man)
assay_page(assay.bash --completion bash)
assay_page(_assay --completion zsh)
assay_page(assay.fish --completion fish)
add_custom_command(OUTPUT ${pages}/assay.1.gz DEPENDS ${pages}/assay.1 VERBATIM
  COMMAND gzip -9nkf ${pages}/assay.1)
add_custom_command(OUTPUT ${pages}/changelog.gz DEPENDS ${PROJECT_SOURCE_DIR}/CHANGELOG.md VERBATIM
  COMMAND sh -c "gzip -9nc \"$0\" >'${pages}/changelog.gz'" ${PROJECT_SOURCE_DIR}/CHANGELOG.md)
add_custom_target(pages DEPENDS ${made} ${pages}/assay.1.gz ${pages}/changelog.gz)

include(GNUInstallDirs)
set(data ${CMAKE_INSTALL_DATADIR})
install(TARGETS assay RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(folder rules data)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${folder})
    install(DIRECTORY ${folder}/ DESTINATION ${data}/assay/${folder}
            PATTERN "*_test.*" EXCLUDE PATTERN "cases" EXCLUDE)
  endif()
endforeach()
install(FILES ${pages}/assay.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages}/assay.bash DESTINATION ${data}/bash-completion/completions RENAME assay)
install(FILES ${pages}/_assay DESTINATION ${data}/zsh/vendor-completions)
install(FILES ${pages}/assay.fish DESTINATION ${data}/fish/vendor_completions.d)
install(FILES README.md ${pages}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_CONTACT "Assay <assay@example.net>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "security evaluation of network equipment's firmware")
set(CPACK_PACKAGE_DESCRIPTION
"Assay opens a firmware image down to its files, accounts for every byte, reads facts from them,
judges the facts by rules written in SQL, and writes a case file whose every finding can be
checked again from the bytes of the image.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
