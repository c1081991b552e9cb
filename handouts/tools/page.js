// A button on every block that is meant to be copied; a block that scrolls can be reached by keyboard;
// and for printing, all answers open.
(function () {
  document.querySelectorAll("pre").forEach(function (block) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    if (block.matches(".output, .grader") || !block.matches(".sourceCode")) return;
    var button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", function () {
      var text = block.innerText.replace(/\n*$/, "\n");
      function done() {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = "Copy"; }, 1500);
      }
      function by_selection() {
        var area = document.createElement("textarea");
        area.value = text;
        document.body.appendChild(area);
        area.select();
        var copied = document.execCommand("copy");
        area.remove();
        button.focus();
        if (copied) done();
      }
      if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, by_selection);
      else by_selection();
    });
    block.parentNode.insertBefore(button, block.nextSibling);
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(document.querySelectorAll("main details:not([open])"));
    closed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) { details.open = false; });
  });
})();
