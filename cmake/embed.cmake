# assay_embed(<target> <namespace> <function> <folder> <file>...)
#
# Puts text files into <target>: std::span<const EmbeddedFile> <namespace>::<function>() gives them in
# the order named. Files are given by their path from <folder>; a change to one is a change to the build.
set(ASSAY_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_write.cmake)
function(assay_embed target namespace function folder)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cc)
  list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE sources)
  list(JOIN ARGN "|" files)
  add_custom_command(OUTPUT ${out} VERBATIM
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DNAMESPACE=${namespace}" "-DFUNCTION=${function}"
      "-DFOLDER=${folder}" "-DFILES=${files}" -P ${ASSAY_EMBED_SCRIPT}
    DEPENDS ${sources} ${ASSAY_EMBED_SCRIPT})
  # The list itself is an input too: a removed file changes it but none of the others.
  file(CONFIGURE OUTPUT ${out}.list CONTENT "${files}\n" @ONLY)
  add_custom_command(OUTPUT ${out} APPEND DEPENDS ${out}.list)
  target_sources(${target} PRIVATE ${out})
endfunction()
