/* A page that updates itself says when the CCM does not answer, and goes on when it does again. */
(function () {
  'use strict';
  function show(lost) {
    var note = document.getElementById('connection');
    if (note) {
      note.hidden = !lost;
    }
  }
  document.addEventListener('DOMContentLoaded', function () {
    if (window.jQuery) {
      window.jQuery(document)
        .on('pfAjaxError', function () { show(true); })
        .on('pfAjaxSuccess', function () { show(false); });
    }
  });
}());
